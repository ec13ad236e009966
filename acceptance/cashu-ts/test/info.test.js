import assert from 'node:assert/strict';
import test from 'node:test';
import { Keyset } from '@cashu/cashu-ts';
import { openWallet } from '../support.js';

test('info: names what the mint can do', async () => {
  const info = (await openWallet()).getMintInfo();

  assert.ok(info.supportsMintMeltMethod('mint', 'bolt11', 'sat'));
  assert.ok(info.supportsMintMeltMethod('melt', 'bolt11', 'sat'));
  for (const nut of [7, 8, 9, 10, 11, 12, 14, 20]) assert.ok(info.isSupported(nut).supported, `NUT-${nut}`);
  assert.ok(info.isSupported(17).supported);
  assert.ok(info.isSupported(29).supported);
  assert.match(info.pubkey, /^0[23][0-9a-f]{64}$/);
});

test('keysets: ids are those of their keys, fee and unit', async () => {
  const wallet = await openWallet();
  const keyset = wallet.getKeyset();

  assert.match(keyset.id, /^01[0-9a-f]{64}$/);
  assert.equal(keyset.fee, 100);
  assert.ok(Keyset.verifyKeysetId(keyset.toMintKeys()));
});
