import assert from 'node:assert/strict';
import test from 'node:test';
import { hasValidDleq } from '@cashu/cashu-ts';
import { fund, keyPair, openWallet, paidQuote, refusal, sats, untilPaid } from '../support.js';

test('mint: ecash of the quoted amount for a paid invoice', async () => {
  const wallet = await openWallet();
  const asked = await wallet.createMintQuoteBolt11(77, 'for the harbour');
  assert.match(asked.request, /^ln/);
  assert.equal(asked.amount.toNumber(), 77);
  assert.equal(asked.unit, 'sat');
  const paid = await untilPaid(wallet, asked.quote);
  assert.equal(paid.state, 'PAID');
  assert.equal(paid.amount_paid.toNumber(), 77);
  assert.equal(paid.amount_issued.toNumber(), 0);

  const proofs = await wallet.mintProofsBolt11(77, paid);

  assert.equal(sats(proofs), 77);
  const issued = await wallet.checkMintQuoteBolt11(asked.quote);
  assert.equal(issued.state, 'ISSUED');
  assert.equal(issued.amount_issued.toNumber(), 77);
  assert.ok(issued.updated_at >= paid.updated_at);
});

test('mint: every signature carries a valid DLEQ proof', async () => {
  const wallet = await openWallet({ requireSigDleq: true });

  const proofs = await fund(wallet, 63);

  for (const proof of proofs) {
    assert.ok(hasValidDleq(proof, wallet.getKeyset(proof.id), { require: true }));
  }
});

test('mint: a quote is issued once', async () => {
  const wallet = await openWallet();
  const quote = await paidQuote(wallet, 8);
  await wallet.mintProofsBolt11(8, quote);

  await assert.rejects(wallet.mintProofsBolt11(8, quote), refusal(20002));
});

test('mint: never more than was paid', async () => {
  const wallet = await openWallet();
  const quote = await paidQuote(wallet, 8);

  await assert.rejects(wallet.mintProofsBolt11(9, quote), refusal(11005));

  assert.equal(sats(await wallet.mintProofsBolt11(8, quote)), 8);
});

test('mint: one of many concurrent requests gets the ecash', async () => {
  const wallet = await openWallet();
  const quote = await paidQuote(wallet, 16);

  const tries = await Promise.allSettled(Array.from({ length: 6 }, () => wallet.mintProofsBolt11(16, quote)));

  assert.equal(tries.filter(({ status }) => status === 'fulfilled').length, 1);
});

test('locked quote: only the holder of the key mints', async () => {
  const wallet = await openWallet();
  const { privkey, pubkey } = keyPair();
  const quote = await wallet.createLockedMintQuote(64, pubkey);
  assert.equal(quote.pubkey, pubkey);
  const paid = await untilPaid(wallet, quote.quote);

  await assert.rejects(wallet.mintProofsBolt11(64, paid, { privkey: keyPair().privkey }));
  await assert.rejects(wallet.mintProofsBolt11(64, quote.quote), refusal(20008));
  const proofs = await wallet.mintProofsBolt11(64, paid, { privkey });

  assert.equal(sats(proofs), 64);
});

test('batch: several paid quotes become ecash in one request', async () => {
  const wallet = await openWallet();
  const { privkey, pubkey } = keyPair();
  const open = await paidQuote(wallet, 21);
  const locked = await untilPaid(wallet, (await wallet.createLockedMintQuote(13, pubkey)).quote);
  const checked = await wallet.checkMintQuoteBatchBolt11([locked.quote, open.quote]);
  assert.deepEqual(checked.map(({ quote, state }) => [quote, state]), [[locked.quote, 'PAID'], [open.quote, 'PAID']]);

  const preview = await wallet.prepareBatchMint('bolt11', [
    { amount: 21, quote: open },
    { amount: 13, quote: locked },
  ], { privkey });
  const proofs = await wallet.completeBatchMint(preview);

  assert.equal(sats(proofs), 34);
  for (const { quote } of [open, locked]) assert.equal((await wallet.checkMintQuoteBolt11(quote)).state, 'ISSUED');
});
