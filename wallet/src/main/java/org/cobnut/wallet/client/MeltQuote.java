package org.cobnut.wallet.client;

import java.util.List;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.BlindSignature;
import org.cobnut.cashu.Unit;
import org.jspecify.annotations.Nullable;

/// NUT-05: an offer to pay with ecash, and what became of it. What a method or an older mint does not tell is
/// null.
///
/// @param quote the id
/// @param amount what the recipient gets
/// @param feeReserve what has to be there for fees on top; what is not used comes back as change
/// @param expiry seconds since the epoch until when it should be used; null or 0 for no end
/// @param paymentPreimage proof of a Lightning payment
/// @param change signatures on the first blank outputs (NUT-08)
/// @param feeOptions what a payment onchain can cost, depending on its haste (NUT-30)
/// @param outpoint where a payment onchain is, `txid:vout`
public record MeltQuote(
        String quote,
        Amount amount,
        MeltQuoteState state,
        @Nullable String request,
        @Nullable Unit unit,
        @Nullable String method,
        @Nullable Amount feeReserve,
        @Nullable Long expiry,
        @Nullable String paymentPreimage,
        @Nullable List<BlindSignature> change,
        @Nullable List<FeeOption> feeOptions,
        @Nullable Integer selectedFeeIndex,
        @Nullable String outpoint) {

    /// One price of a payment onchain.
    public record FeeOption(
            int feeIndex, Amount feeReserve, @Nullable Integer estimatedBlocks) {}

    /// The signatures on blank outputs, none if there is no change.
    public List<BlindSignature> changeOrNone() {
        return change == null ? List.of() : change;
    }

    /// Hides the id and the preimage.
    @Override
    public String toString() {
        return "MeltQuote[" + state + ", " + amount + " " + unit + "]";
    }
}
