package org.cobnut.payment;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/// What the mint wants to be paid. None shows the id of its quote in [#toString()]: who knows it may mint. Amounts are
/// in the processor's unit.
public sealed interface IncomingOptions {

    PaymentMethod method();

    /// An invoice.
    ///
    /// @param expiry after which the invoice must not be paid any more
    record Bolt11(
            Money amount,
            @Nullable String description,
            @Nullable Instant expiry) implements IncomingOptions {
        @Override
        public PaymentMethod method() {
            return PaymentMethod.BOLT11;
        }
    }

    /// An offer, which may be paid any number of times.
    ///
    /// @param amount absent when the payer decides
    record Bolt12(
            @Nullable Money amount,
            @Nullable String description,
            @Nullable Instant expiry) implements IncomingOptions {
        @Override
        public PaymentMethod method() {
            return PaymentMethod.BOLT12;
        }
    }

    /// A fresh address for one quote.
    record Onchain(String quoteId) implements IncomingOptions {
        @Override
        public PaymentMethod method() {
            return PaymentMethod.ONCHAIN;
        }

        @Override
        public String toString() {
            return "Onchain[…]";
        }
    }

    /// A request by a method that only its processor and its wallets know.
    ///
    /// @param extraJson what the wallet sent beyond the fields that all methods share
    /// @param pubkey that the quote is locked to (NUT-20), hexadecimal
    record Custom(
            PaymentMethod method,
            String quoteId,
            @Nullable Money amount,
            @Nullable String description,
            @Nullable Instant expiry,
            @Nullable String extraJson,
            @Nullable String pubkey)
            implements IncomingOptions {
        @Override
        public String toString() {
            return "Custom[…]";
        }
    }
}
