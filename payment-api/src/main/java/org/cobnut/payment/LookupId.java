package org.cobnut.payment;

import java.util.Arrays;
import java.util.Locale;

/// How a processor finds a request or a payment again.
///
/// @param kind what the value is
/// @param value as the processor wrote it, compared byte for byte
public record LookupId(Kind kind, String value) {

    public LookupId {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("empty lookup id");
        }
    }

    public static LookupId of(PaymentHash hash) {
        return new LookupId(Kind.PAYMENT_HASH, hash.hex());
    }

    /// The kinds of id that the networks know; tables store their [#text].
    public enum Kind {
        PAYMENT_HASH,
        BOLT12_PAYMENT_HASH,
        OFFER_ID,
        PAYMENT_ID,
        LABEL,
        QUOTE_ID,
        CUSTOM;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// The kind that is written as `text`.
        ///
        /// @throws IllegalArgumentException when no kind is written so
        public static Kind parse(String text) {
            return Arrays.stream(values())
                    .filter(kind -> kind.text().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("not a kind of lookup id"));
        }
    }
}
