package org.cobnut.payment;

import org.jspecify.annotations.Nullable;

/// What the mint is asked to pay. None shows its request in [#toString()]: it tells who is paid for what.
public sealed interface OutgoingOptions {

    PaymentMethod method();

    /// The text of what is paid: invoice, offer, address.
    String request();

    /// How much of an invoice or offer is paid, when not simply what it says.
    sealed interface Part {
        long amountMsat();
    }

    /// A part of the invoice's amount; others pay the rest at the same time (NUT-15).
    record Mpp(long amountMsat) implements Part {}

    /// The amount for an invoice or offer that names none.
    record Amountless(long amountMsat) implements Part {}

    record Bolt11(String request, @Nullable Part part) implements OutgoingOptions {
        @Override
        public PaymentMethod method() {
            return PaymentMethod.BOLT11;
        }

        @Override
        public String toString() {
            return "Bolt11[…]";
        }
    }

    record Bolt12(String request, @Nullable Amountless part) implements OutgoingOptions {
        @Override
        public PaymentMethod method() {
            return PaymentMethod.BOLT12;
        }

        @Override
        public String toString() {
            return "Bolt12[…]";
        }
    }

    /// An address and what it shall get.
    ///
    /// @param feeIndex the chosen one of the quote's [OutgoingQuote.FeeOption]s; absent while quoting
    record Onchain(String request, Money amount, @Nullable Integer feeIndex) implements OutgoingOptions {
        @Override
        public PaymentMethod method() {
            return PaymentMethod.ONCHAIN;
        }

        @Override
        public String toString() {
            return "Onchain[…]";
        }
    }

    /// A payment by a method that only its processor and its wallets know.
    ///
    /// @param extraJson what the wallet sent beyond the fields that all methods share
    record Custom(
            PaymentMethod method,
            String request,
            @Nullable Money amount,
            @Nullable String extraJson) implements OutgoingOptions {
        @Override
        public String toString() {
            return "Custom[…]";
        }
    }
}
