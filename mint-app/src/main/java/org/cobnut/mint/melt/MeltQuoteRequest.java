package org.cobnut.mint.melt;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.cobnut.cashu.Amount;
import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.cashu.Unit;
import org.cobnut.payment.OutgoingOptions;
import org.jspecify.annotations.Nullable;

/// `POST /v1/melt/quote/{method}` (NUT-05, NUT-15, NUT-23).
record MeltQuoteRequest(String request, Unit unit, @Nullable Options options) {

    /// How much of the invoice; at most one of them.
    record Options(@Nullable Mpp mpp, @Nullable Amountless amountless) {}

    /// @param amount in msat
    record Mpp(Amount amount) {}

    record Amountless(@JsonProperty("amount_msat") Amount amountMsat) {}

    /// @throws CashuException with MALFORMED_REQUEST for two options, with AMOUNT_OUT_OF_RANGE for nothing
    OutgoingOptions.@Nullable Part part() {
        var mpp = options == null ? null : options.mpp();
        var amountless = options == null ? null : options.amountless();
        if (mpp != null && amountless != null) {
            throw new CashuException(ErrorCode.MALFORMED_REQUEST, "either mpp or amountless");
        }
        if (mpp != null) {
            return new OutgoingOptions.Mpp(positive(mpp.amount()));
        }
        return amountless == null ? null : new OutgoingOptions.Amountless(positive(amountless.amountMsat()));
    }

    private static long positive(Amount amountMsat) {
        if (amountMsat.isZero()) {
            throw new CashuException(ErrorCode.AMOUNT_OUT_OF_RANGE, "the amount is 0");
        }
        return amountMsat.toLongExact();
    }
}
