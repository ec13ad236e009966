package org.cobnut.mint.issue;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.cobnut.payment.PaymentMethod;
import org.jspecify.annotations.Nullable;

/// A mint quote as wallets see it, in answers and in notifications (NUT-04, NUT-17, NUT-20, NUT-23).
///
/// @param amount absent where the payer decides
/// @param state for BOLT11 only
/// @param expiry epoch seconds; null if the request never expires
/// @param pubkey there if the quote is locked
/// @param amountPaid all that was received
/// @param amountIssued all that was minted
/// @param updatedAt epoch seconds, or a little more: it rises with every change
public record MintQuoteAnswer(
        String quote,
        String request,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long amount,
        String unit,
        String method,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String state,
        @Nullable Long expiry,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String pubkey,
        @JsonProperty("amount_paid") long amountPaid,
        @JsonProperty("amount_issued") long amountIssued,
        @JsonProperty("updated_at") long updatedAt) {

    static MintQuoteAnswer of(MintQuote quote) {
        return new MintQuoteAnswer(
                quote.id(),
                quote.request(),
                quote.amount(),
                quote.unit(),
                quote.paymentMethod(),
                quote.method().equals(PaymentMethod.BOLT11) ? quote.state().name() : null,
                quote.expiry() == 0 ? null : quote.expiry(),
                quote.pubkey(),
                quote.amountPaid(),
                quote.amountIssued(),
                quote.updatedAt());
    }

    /// Without the id, which is a secret.
    @Override
    public String toString() {
        return "MintQuoteAnswer[" + unit + " " + method + "]";
    }
}
