package org.cobnut.wallet.client;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.Unit;
import org.jspecify.annotations.Nullable;

/// NUT-05: asks what paying would cost.
///
/// @param request an invoice, an offer, an address
/// @param amount for methods whose request has none and that take it here (onchain); null otherwise
/// @param options of BOLT11 and BOLT12; null for none
public record MeltQuoteRequest(
        String request,
        Unit unit,
        @Nullable Amount amount,
        @Nullable Options options) {

    /// What to pay is in the request itself.
    public static MeltQuoteRequest of(String request, Unit unit) {
        return new MeltQuoteRequest(request, unit, null, null);
    }

    /// The same for a request that leaves the amount to the payer (NUT-23, NUT-25).
    public MeltQuoteRequest amountless(Amount amountMsat) {
        return new MeltQuoteRequest(request, unit, amount, new Options(new Options.Amountless(amountMsat), null));
    }

    /// The same for a part of the amount, while other mints pay the rest (NUT-15).
    public MeltQuoteRequest partial(Amount amountMsat) {
        return new MeltQuoteRequest(request, unit, amount, new Options(null, new Options.Mpp(amountMsat)));
    }

    /// Hides the request: it tells who is paid for what.
    @Override
    public String toString() {
        return "MeltQuoteRequest[" + unit + "]";
    }

    /// How much of the request is paid, in thousandths of a satoshi.
    public record Options(
            @Nullable Amountless amountless, @Nullable Mpp mpp) {

        /// The amount of a request without one.
        public record Amountless(Amount amountMsat) {}

        /// A part of the amount.
        public record Mpp(Amount amount) {}
    }
}
