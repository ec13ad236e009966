import assert from 'node:assert/strict';
import test from 'node:test';
import { createHTLCHash, getEncodedToken, P2PKBuilder } from '@cashu/cashu-ts';
import { fund, foreignInvoice, keyPair, mintUrl, openWallet, refusal, sats, states } from '../support.js';

const hourAgo = () => Math.floor(Date.now() / 1000) - 3600;
const inAnHour = () => Math.floor(Date.now() / 1000) + 3600;

async function locked(wallet, amount, options) {
  return (await wallet.ops.send(amount, await fund(wallet, amount + 8)).asP2PK(options).run()).send;
}

/** The proof as it goes over the wire: the witness is text there. */
function wire({ dleq, p2pk_e, ...proof }) {
  return typeof proof.witness === 'object' ? { ...proof, witness: JSON.stringify(proof.witness) } : proof;
}

/** Bypasses the wallet's own checks: what reaches the mint is what the test says. */
async function swapAsIs(wallet, proofs, witness) {
  const preview = await wallet.prepareSwapToReceive(proofs.map((proof) => ({ ...proof, witness: undefined })));
  const inputs = preview.inputs.map((proof) => wire({ ...proof, witness }));
  return wallet.mint.swap({ inputs, outputs: preview.keepOutputs.map(({ blindedMessage }) => blindedMessage) });
}

test('P2PK: the key opens the lock', async () => {
  const wallet = await openWallet();
  const { privkey, pubkey } = keyPair();
  const send = await locked(wallet, 32, { pubkey });
  const token = getEncodedToken({ mint: mintUrl, proofs: send, unit: 'sat' });

  const received = await (await openWallet()).receive(token, { privkey });

  assert.equal(sats(received), 31);
});

test('P2PK: the mint refuses a missing and a wrong signature', async () => {
  const wallet = await openWallet();
  const send = await locked(wallet, 16, { pubkey: keyPair().pubkey });

  await assert.rejects(swapAsIs(wallet, send), refusal(20008));
  await assert.rejects(swapAsIs(wallet, send, { signatures: ['00'.repeat(64)] }), refusal(20008));

  assert.deepEqual(new Set(await states(wallet, send)), new Set(['UNSPENT']));
});

test('P2PK: two of three keys are enough, one is not', async () => {
  const wallet = await openWallet();
  const keys = [keyPair(), keyPair(), keyPair()];
  const lock = new P2PKBuilder().addLockPubkey(keys.map(({ pubkey }) => pubkey)).requireLockSignatures(2).toOptions();
  const send = await locked(wallet, 16, lock);
  const signedOnce = wallet.signP2PKProofs(send, keys[2].privkey);
  await assert.rejects(swapAsIs(wallet, send, signedOnce[0].witness), refusal(20008));

  const received = await wallet.receive(send, { privkey: [keys[2].privkey, keys[0].privkey] });

  assert.equal(sats(received), 15);
});

test('P2PK: after the locktime the refund key opens it, and the owner still does', async () => {
  const wallet = await openWallet();
  const [owner, refund] = [keyPair(), keyPair()];
  const lock = { pubkey: owner.pubkey, locktime: hourAgo(), refundKeys: [refund.pubkey] };

  assert.equal(sats(await wallet.receive(await locked(wallet, 8, lock), { privkey: refund.privkey })), 7);
  assert.equal(sats(await wallet.receive(await locked(wallet, 8, lock), { privkey: owner.privkey })), 7);
});

test('P2PK: before the locktime the refund key is worth nothing', async () => {
  const wallet = await openWallet();
  const [owner, refund] = [keyPair(), keyPair()];
  const send = await locked(wallet, 8, { pubkey: owner.pubkey, locktime: inAnHour(), refundKeys: [refund.pubkey] });
  const foreign = await locked(wallet, 8, { pubkey: refund.pubkey });
  const witness = wallet.signP2PKProofs(foreign, refund.privkey)[0].witness;

  await assert.rejects(swapAsIs(wallet, send, witness), refusal(20008));
});

test('P2PK: keys blinded on the way (P2BK) open for their owner', async () => {
  const wallet = await openWallet();
  const { privkey, pubkey } = keyPair();
  const send = await locked(wallet, 16, new P2PKBuilder().addLockPubkey(pubkey).blindKeys().toOptions());
  assert.ok(!send[0].secret.includes(pubkey.slice(2)), 'the lock does not show the key');
  const token = getEncodedToken({ mint: mintUrl, proofs: send, unit: 'sat' });

  assert.equal(sats(await wallet.receive(token, { privkey })), 15);
});

test('SIG_ALL: one signature over inputs and outputs swaps them all', async () => {
  const wallet = await openWallet();
  const { privkey, pubkey } = keyPair();
  const send = await locked(wallet, 13, new P2PKBuilder().addLockPubkey(pubkey).sigAll().toOptions());
  assert.ok(send.length > 1);

  const received = await wallet.receive(send, { privkey });

  assert.equal(sats(received), 12);
});

test('SIG_ALL: a signature does not fit other outputs', async () => {
  const wallet = await openWallet();
  const { privkey, pubkey } = keyPair();
  const send = await locked(wallet, 13, new P2PKBuilder().addLockPubkey(pubkey).sigAll().toOptions());
  const preview = await wallet.prepareSwapToReceive(send, { privkey });
  const other = await wallet.prepareSwapToReceive(send, { privkey });
  const inputs = wallet.signP2PKProofs(preview.inputs, privkey, preview.keepOutputs);

  await assert.rejects(wallet.mint.swap({
    inputs: inputs.map(wire),
    outputs: other.keepOutputs.map(({ blindedMessage }) => blindedMessage),
  }), refusal(20008));
});

test('SIG_ALL: commits to the melt quote that it pays', async () => {
  const wallet = await openWallet();
  const { privkey, pubkey } = keyPair();
  const quote = await wallet.createMeltQuoteBolt11(await foreignInvoice(12));
  const send = await locked(wallet, 32, new P2PKBuilder().addLockPubkey(pubkey).sigAll().toOptions());

  const melted = await wallet.ops.meltBolt11(quote, send).privkey(privkey).run();

  assert.equal(melted.quote.state, 'PAID');
});

test('HTLC: the preimage and the key open it, and the preimage can be read afterwards', async () => {
  const wallet = await openWallet();
  const { privkey, pubkey } = keyPair();
  const { hash, preimage } = createHTLCHash();
  const send = await locked(wallet, 16, new P2PKBuilder().addLockPubkey(pubkey).addHashlock(hash).toOptions());
  await assert.rejects(swapAsIs(wallet, send, { preimage: '11'.repeat(32), signatures: [] }), refusal(20008));

  const received = await wallet.receive(send.map((proof) => ({ ...proof, witness: { preimage } })), { privkey });

  assert.equal(sats(received), 15);
  const [spent] = await wallet.checkProofsStates(send);
  assert.equal(JSON.parse(spent.witness).preimage, preimage);
});

test('HTLC: goes back to the sender after the locktime without the preimage', async () => {
  const wallet = await openWallet();
  const [receiver, sender] = [keyPair(), keyPair()];
  const { hash } = createHTLCHash();
  const lock = new P2PKBuilder().addLockPubkey(receiver.pubkey).addHashlock(hash)
    .lockUntil(hourAgo()).addRefundPubkey(sender.pubkey).toOptions();
  const send = await locked(wallet, 16, lock);

  const received = await wallet.receive(send, { privkey: sender.privkey });

  assert.equal(sats(received), 15);
});
