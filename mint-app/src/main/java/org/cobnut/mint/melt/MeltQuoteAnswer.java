package org.cobnut.mint.melt;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.cobnut.cashu.Amount;
import org.cobnut.cashu.BlindSignature;
import org.jspecify.annotations.Nullable;

/// A melt quote as wallets see it, in answers and in notifications (NUT-05, NUT-08, NUT-17, NUT-23).
///
/// @param state UNPAID, PENDING or PAID; PAID comes with the change, since wallets look for it once
/// @param expiry epoch seconds
/// @param paymentPreimage null until it is paid, and for payments inside the mint
/// @param change in the order of the blank outputs; absent if there is none
public record MeltQuoteAnswer(
        String quote,
        Amount amount,
        @JsonProperty("fee_reserve") Amount feeReserve,
        String state,
        long expiry,
        @JsonProperty("payment_preimage") @Nullable String paymentPreimage,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<BlindSignature> change,
        String request,
        String unit,
        String method) {

    static MeltQuoteAnswer of(MeltQuote quote, List<BlindSignature> change) {
        return of(quote, quote.wireState(), preimage(quote), change);
    }

    /// Of a melt under way, even if it is paid and only its change has still to be signed.
    static MeltQuoteAnswer unfinished(MeltQuote quote) {
        return of(quote, "PENDING", null, List.of());
    }

    private static MeltQuoteAnswer of(
            MeltQuote quote, String state, @Nullable String preimage, List<BlindSignature> change) {
        var terms = quote.terms();
        return new MeltQuoteAnswer(
                terms.id(),
                terms.amount(),
                terms.feeReserve(),
                state,
                terms.expiry().getEpochSecond(),
                preimage,
                change,
                terms.request(),
                terms.unit().name(),
                terms.method().name());
    }

    /// Whether nothing of it can change any more.
    @JsonIgnore
    public boolean isFinal() {
        return state.equals("PAID");
    }

    private static @Nullable String preimage(MeltQuote quote) {
        var proof = quote instanceof MeltQuote.Paid paid ? paid.evidence().proof() : null;
        return proof == null ? null : proof.value();
    }

    /// Without the id, which is a secret.
    @Override
    public String toString() {
        return "MeltQuoteAnswer[" + unit + " " + method + " " + state + "]";
    }
}
