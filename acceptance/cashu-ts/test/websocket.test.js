import assert from 'node:assert/strict';
import test from 'node:test';
import { foreignInvoice, fund, openWallet, until } from '../support.js';

const within20Seconds = { timeoutMs: 20_000 };

/** A wallet whose socket is closed when the test ends, so that node can exit. */
async function socketWallet(t) {
  const wallet = await openWallet();
  t.after(() => wallet.mint.disconnectWebSocket());
  return wallet;
}

test('socket: tells that an invoice was paid', async (t) => {
  const wallet = await socketWallet(t);
  const quote = await wallet.createMintQuoteBolt11(21);

  const paid = await wallet.on.onceMintPaid(quote.quote, within20Seconds);

  assert.equal(paid.quote, quote.quote);
  assert.equal(paid.state, 'PAID');
});

test('socket: follows a quote from its current state to issued', async (t) => {
  const wallet = await socketWallet(t);
  const quote = await wallet.createMintQuoteBolt11(21);
  const seen = [];
  const cancel = await wallet.on.mintQuoteUpdates([quote.quote], ({ state }) => seen.push(state), assert.fail);
  await until('the quote is seen as paid', async () => (seen.includes('PAID') ? true : undefined));

  await wallet.mintProofsBolt11(21, quote);

  await until('the quote is seen as issued', async () => (seen.includes('ISSUED') ? true : undefined));
  cancel();
});

test('socket: tells that a payment went out', async (t) => {
  const wallet = await socketWallet(t);
  const quote = await wallet.createMeltQuoteBolt11(await foreignInvoice(11));
  const proofs = await fund(wallet, 32);
  const seen = [];
  const cancel = await wallet.on.meltQuoteUpdates([quote.quote], ({ state }) => seen.push(state), assert.fail);
  await until('the current state is told', async () => (seen.length ? true : undefined));
  assert.equal(seen[0], 'UNPAID');

  await wallet.meltProofsBolt11(quote, proofs);

  await until('the payment is told', async () => (seen.includes('PAID') ? true : undefined));
  cancel();
});

test('socket: tells that ecash was spent', async (t) => {
  const wallet = await socketWallet(t);
  const proofs = await fund(wallet, 7);
  const seen = new Map();
  const cancel = await wallet.on.proofStateUpdates(proofs, ({ Y, state }) => seen.set(Y, state), assert.fail);
  await until('the current states are told', async () => (seen.size === proofs.length ? true : undefined));
  assert.deepEqual(new Set(seen.values()), new Set(['UNSPENT']));

  await wallet.receive(proofs);

  await until('all are seen spent', async () => ([...seen.values()].every((s) => s === 'SPENT') ? true : undefined));
  cancel();
});
