import assert from 'node:assert/strict';
import test from 'node:test';
import { getDecodedToken, getEncodedToken, hasValidDleq, OutputData } from '@cashu/cashu-ts';
import { fund, mintUrl, openWallet, refusal, sats, states } from '../support.js';

test('swap: pays the fee of its inputs and nothing else', async () => {
  const wallet = await openWallet();
  const proofs = await fund(wallet, 100);
  const spent = wallet.selectProofsToSend(proofs, 40, true);
  const fee = wallet.getFeesForProofs(spent.send).toNumber();

  const { keep, send } = await wallet.ops.send(40, proofs).run();

  assert.ok(fee >= 1, 'the scenarios run at 100 ppk, so a swap costs at least 1 sat');
  assert.equal(sats(send), 40);
  assert.ok(sats(keep) >= 60 - Math.ceil(proofs.length / 10));
  assert.ok(sats(keep) <= 59);
});

test('swap: the fee is rounded up once for all inputs', async () => {
  const wallet = await openWallet();
  const ones = await fund(wallet, 21, { type: 'random', denominations: Array(21).fill(1) });
  assert.equal(wallet.getFeesForProofs(ones).toNumber(), 3);

  const fresh = await wallet.receive(ones);

  assert.equal(sats(fresh), 18);
});

test('swap: outputs worth more or less than inputs less fee are refused', async () => {
  const wallet = await openWallet();
  const [proof] = await fund(wallet, 8);
  const keyset = wallet.getKeyset();
  const swapFor = (amount) => wallet.mint.swap({
    inputs: [proof],
    outputs: OutputData.createRandomData(amount, keyset).map(({ blindedMessage }) => blindedMessage),
  });

  await assert.rejects(swapFor(8), refusal(11005));
  await assert.rejects(swapFor(6), refusal(11005));

  assert.equal((await swapFor(7)).signatures.length, 3);
});

test('swap: spent ecash stays spent', async () => {
  const wallet = await openWallet();
  const proofs = await fund(wallet, 32);
  await wallet.receive(proofs);

  await assert.rejects(wallet.receive(proofs), refusal(11001));

  assert.deepEqual(new Set(await states(wallet, proofs)), new Set(['SPENT']));
});

test('swap: one of many concurrent spenders wins', async () => {
  const wallet = await openWallet();
  const proofs = await fund(wallet, 64);

  const tries = await Promise.allSettled(Array.from({ length: 8 }, () => wallet.receive(proofs)));

  const won = tries.filter(({ status }) => status === 'fulfilled');
  assert.equal(won.length, 1);
  assert.equal(sats(won[0].value), 63);
});

test('swap: a forged signature is refused', async () => {
  const wallet = await openWallet();
  const [proof, other] = await fund(wallet, 9);

  await assert.rejects(wallet.receive([{ ...proof, C: other.C, dleq: undefined }]), refusal(10001));
});

test('token: travels as V4 text from one wallet to another', async () => {
  const sender = await openWallet();
  const receiver = await openWallet();
  const { keep, send } = await sender.ops.send(21, await fund(sender, 64)).includeFees().run();
  const text = getEncodedToken({ mint: mintUrl, proofs: send, unit: 'sat', memo: 'for tea ☕' });
  assert.match(text, /^cashuB/);
  assert.equal(getDecodedToken(text, receiver.keyChain.getAllKeysetIds()).memo, 'for tea ☕');

  const received = await receiver.ops.receive(text).requireDleq(true).run();

  assert.equal(sats(received), 21, 'the sender paid the fee of the receiver');
  assert.deepEqual(new Set(await states(sender, send)), new Set(['SPENT']));
  assert.deepEqual(new Set(await states(sender, keep)), new Set(['UNSPENT']));
  for (const proof of received) assert.ok(hasValidDleq(proof, receiver.getKeyset(proof.id), { require: true }));
});

test('token: can be claimed once', async () => {
  const sender = await openWallet();
  const { send } = await sender.ops.send(5, await fund(sender, 16)).run();
  const text = getEncodedToken({ mint: mintUrl, proofs: send, unit: 'sat' });
  await (await openWallet()).receive(text);

  await assert.rejects((await openWallet()).receive(text), refusal(11001));
});
