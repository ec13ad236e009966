import assert from 'node:assert/strict';
import test from 'node:test';
import { OutputData } from '@cashu/cashu-ts';
import { foreignInvoice, fund, openWallet, refusal, sats, states, until, untilPaid } from '../support.js';

async function meltQuote(wallet, amount, description) {
  return wallet.createMeltQuoteBolt11(await foreignInvoice(amount, description));
}

test('melt: pays an invoice and returns what was left over', async () => {
  const wallet = await openWallet();
  const quote = await meltQuote(wallet, 40);
  assert.equal(quote.amount.toNumber(), 40);
  assert.equal(quote.state, 'UNPAID');
  const proofs = await fund(wallet, 128);

  const { quote: paid, change } = await wallet.meltProofsBolt11(quote, proofs);

  assert.equal(paid.state, 'PAID');
  const fee = wallet.getFeesForProofs(proofs).toNumber();
  const spent = 128 - fee - sats(change);
  assert.ok(spent >= 40 && spent <= 40 + quote.fee_reserve.toNumber(), `the payment took ${spent} sat`);
  assert.deepEqual(new Set(await states(wallet, proofs)), new Set(['SPENT']));
  assert.equal(sats(await wallet.receive(change)), sats(change) - wallet.getFeesForProofs(change).toNumber());
});

test('melt: the change can be asked for again', async () => {
  const wallet = await openWallet();
  const quote = await meltQuote(wallet, 16);
  const { quote: paid, change } = await wallet.meltProofsBolt11(quote, await fund(wallet, 64));

  const again = await wallet.checkMeltQuoteBolt11(quote.quote);

  assert.equal(again.state, 'PAID');
  assert.ok(change.length > 0);
  assert.deepEqual(again.change.map(({ C_ }) => C_), paid.change.map(({ C_ }) => C_));
});

test('melt: ecash short of amount, reserve and fee is refused', async () => {
  const wallet = await openWallet();
  const quote = await meltQuote(wallet, 64);
  const proofs = await fund(wallet, 64);
  const send = { quote: quote.quote, inputs: proofs.map(({ dleq, ...wire }) => wire), outputs: [] };

  await assert.rejects(wallet.mint.meltBolt11(send), refusal(11005));

  assert.deepEqual(new Set(await states(wallet, proofs)), new Set(['UNSPENT']));
});

test('melt: a paid quote is not paid again', async () => {
  const wallet = await openWallet();
  const quote = await meltQuote(wallet, 8);
  await wallet.meltProofsBolt11(quote, await fund(wallet, 32));

  await assert.rejects(wallet.meltProofsBolt11(quote, await fund(wallet, 32)), refusal(20006));
});

test('melt: asynchronously, the wallet looks in later for its change', async () => {
  const wallet = await openWallet();
  const quote = await meltQuote(wallet, 20);
  const proofs = await fund(wallet, 64);
  const preview = await wallet.ops.meltBolt11(quote, proofs).prepare();
  const stored = preview.outputData.map((output) => OutputData.serialize(output));

  const { quote: answered } = await wallet.completeMelt(preview, undefined, { preferAsync: true });

  assert.equal(answered.state, 'PENDING');
  assert.ok((await states(wallet, proofs)).every((state) => state !== 'UNSPENT'));
  const paid = await until('the payment is settled', async () => {
    const now = await wallet.checkMeltQuoteBolt11(quote.quote);
    return now.state === 'PENDING' ? undefined : now;
  });
  assert.equal(paid.state, 'PAID');
  const change = wallet.createMeltChangeProofs(stored.map((output) => OutputData.deserialize(output)), paid.change);
  const spent = 64 - wallet.getFeesForProofs(proofs).toNumber() - sats(change);
  assert.ok(spent >= 20 && spent <= 20 + quote.fee_reserve.toNumber());
});

test('melt: an invoice of the mint itself is settled inside', async () => {
  const wallet = await openWallet();
  const proofs = await fund(wallet, 64);
  // From here the mint's fake Lightning is about to pay the invoice too; its delay leaves time enough to be first.
  const incoming = await wallet.createMintQuoteBolt11(25);
  const quote = await wallet.createMeltQuoteBolt11(incoming.request);

  const { quote: paid } = await wallet.meltProofsBolt11(quote, proofs);

  assert.equal(paid.state, 'PAID');
  const credited = await untilPaid(wallet, incoming.quote);
  assert.equal(sats(await wallet.mintProofsBolt11(25, credited)), 25);
});

test('melt: pays its part of an invoice', async () => {
  const wallet = await openWallet();
  const quote = await wallet.createMultiPathMeltQuote(await foreignInvoice(20), 8_000);
  assert.equal(quote.amount.toNumber(), 8);
  const proofs = await fund(wallet, 16);

  const { quote: paid, change } = await wallet.meltProofsBolt11(quote, proofs);

  assert.equal(paid.state, 'PAID');
  assert.ok(sats(change) <= 16 - 8 - wallet.getFeesForProofs(proofs).toNumber());
});

test('melt: a payment that fails gives the ecash back', async () => {
  const wallet = await openWallet();
  const script = { pay_invoice_state: 'FAILED', check_payment_state: 'FAILED', pay_err: false, check_err: false };
  const quote = await meltQuote(wallet, 20, JSON.stringify(script));
  const proofs = await fund(wallet, 32);

  await assert.rejects(wallet.meltProofsBolt11(quote, proofs), refusal(20004));

  assert.deepEqual(new Set(await states(wallet, proofs)), new Set(['UNSPENT']));
  assert.equal(sats(await wallet.receive(proofs)), 31);
});
