package org.cobnut.wallet.client;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.Unit;
import org.cobnut.cashu.crypto.Point;
import org.jspecify.annotations.Nullable;

/// NUT-04: an offer to mint ecash for a payment. What older mints do not tell is null.
///
/// @param quote the id, which whoever knows it may use: keep it secret
/// @param request what has to be paid: an invoice, an offer, an address
/// @param amount what was asked for; null if the payer chooses
/// @param amountPaid all that has been paid so far
/// @param amountIssued what has been minted of it
/// @param updatedAt seconds since the epoch; answers with a smaller number are older
/// @param expiry seconds since the epoch until when it should be paid; null or 0 for no end
/// @param pubkey the key that has to sign for minting (NUT-20); null if none has to
/// @param state null for methods that count amounts instead
public record MintQuote(
        String quote,
        String request,
        @Nullable Unit unit,
        @Nullable String method,
        @Nullable Amount amount,
        @Nullable Amount amountPaid,
        @Nullable Amount amountIssued,
        @Nullable Long updatedAt,
        @Nullable Long expiry,
        @Nullable Point pubkey,
        @Nullable MintQuoteState state) {

    /// What can be minted now: what was paid and not issued, by the counters or, without them, by the state.
    public Amount mintable() {
        if (amountPaid != null && amountIssued != null) {
            return amountIssued.isMoreThan(amountPaid) ? Amount.ZERO : amountPaid.minus(amountIssued);
        }
        return state == MintQuoteState.PAID && amount != null ? amount : Amount.ZERO;
    }

    /// Hides the id.
    @Override
    public String toString() {
        return "MintQuote[" + state + ", " + amount + " " + unit + "]";
    }
}
