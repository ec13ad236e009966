import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import test from 'node:test';
import { foreignInvoice, fund, openWallet, sats } from '../support.js';

test('restore: a wallet finds its unspent ecash from the seed alone', async () => {
  const bip39seed = randomBytes(64);
  const lost = await openWallet({ bip39seed, secretsPolicy: 'deterministic' });
  const proofs = [...await fund(lost, 100), ...await fund(lost, 27)];
  const { keep, send } = await lost.ops.send(50, proofs).run();
  await (await openWallet()).receive(send);

  const found = await openWallet({ bip39seed });
  const { proofs: restored, lastCounterWithSignature } = await found.batchRestore(100, 50);
  const { unspent } = await found.groupProofsByState(restored);

  assert.equal(sats(unspent), sats(keep));
  assert.ok(lastCounterWithSignature >= keep.length);
  await found.counters.advanceToAtLeast(found.keysetId, lastCounterWithSignature + 1);
  assert.equal(sats(await found.receive(unspent)), sats(keep) - found.getFeesForProofs(unspent).toNumber());
});

test('restore: finds the change of a melt', async () => {
  const bip39seed = randomBytes(64);
  const lost = await openWallet({ bip39seed, secretsPolicy: 'deterministic' });
  const quote = await lost.createMeltQuoteBolt11(await foreignInvoice(10));
  const { change } = await lost.meltProofsBolt11(quote, await fund(lost, 64));
  assert.ok(sats(change) > 0);

  const found = await openWallet({ bip39seed });
  const { proofs } = await found.batchRestore(100, 50);
  const { unspent } = await found.groupProofsByState(proofs);

  assert.equal(sats(unspent), sats(change));
});

test('restore: another seed finds nothing', async () => {
  const wallet = await openWallet({ bip39seed: randomBytes(64) });

  const { proofs, lastCounterWithSignature } = await wallet.batchRestore(50, 50);

  assert.deepEqual(proofs, []);
  assert.equal(lastCounterWithSignature, undefined);
});
