// What every scenario shares: wallets on the mint under test, ecash to spend, and a payee outside the mint.
//
// MINT_URL names the mint; PAYEE_URL a helper that answers GET /invoice?amountMsat=…&description=… with an
// invoice that the mint's fake Lightning node can pay and did not issue itself.

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { getPubKeyFromPrivKey, MintOperationError, Wallet } from '@cashu/cashu-ts';

export const mintUrl = required('MINT_URL');
const payeeUrl = required('PAYEE_URL');

function required(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}

export async function openWallet(options = {}) {
  const wallet = new Wallet(mintUrl, { unit: 'sat', ...options });
  await wallet.loadMint();
  return wallet;
}

/** A paid, not yet issued quote. */
export async function paidQuote(wallet, amount) {
  const quote = await wallet.createMintQuoteBolt11(amount);
  return untilPaid(wallet, quote.quote);
}

export async function untilPaid(wallet, id) {
  return until('the invoice is paid', async () => {
    const quote = await wallet.checkMintQuoteBolt11(id);
    return quote.state === 'UNPAID' ? undefined : quote;
  });
}

/** Ecash worth exactly `amount`. */
export async function fund(wallet, amount, outputType) {
  const quote = await paidQuote(wallet, amount);
  return wallet.mintProofsBolt11(amount, quote, undefined, outputType);
}

/** An invoice of somebody who is not this mint. */
export async function foreignInvoice(sats, description = 'cup of tea') {
  const answer = await fetch(`${payeeUrl}/invoice?${new URLSearchParams({ amountMsat: sats * 1000, description })}`);
  assert.equal(answer.status, 200, 'the payee gives an invoice');
  return (await answer.text()).trim();
}

/** Asks again until the answer is not undefined; a bound of 20 s keeps a broken mint from hanging the run. */
export async function until(what, ask) {
  const end = Date.now() + 20_000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > end) throw new Error(`gave up waiting until ${what}`);
    await pause(100);
  }
}

/** For assert.rejects: the mint itself refused, with exactly this code. */
export function refusal(code) {
  return (error) => {
    assert.ok(error instanceof MintOperationError, `not a refusal of the mint: ${error?.stack ?? error}`);
    assert.equal(error.code, code, error.message);
    return true;
  };
}

export function sats(proofs) {
  return proofs.reduce((sum, proof) => sum + proof.amount.toNumber(), 0);
}

export function keyPair() {
  const secret = randomBytes(32);
  return { privkey: secret.toString('hex'), pubkey: Buffer.from(getPubKeyFromPrivKey(secret)).toString('hex') };
}

export async function states(wallet, proofs) {
  return (await wallet.checkProofsStates(proofs)).map(({ state }) => state);
}
