package org.cobnut.payment.bolt11;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.cobnut.payment.Money;
import org.cobnut.payment.PaymentHash;
import org.jspecify.annotations.Nullable;

/// What an invoice says of itself (BOLT 11): its hash, amount and times, which a mint must not take from anybody else.
///
/// The signature is left to the node that pays: any signature recovers to some key, so checking it tells a mint
/// nothing.
///
/// @param text the whole invoice, lower case
/// @param network `bc`, `tb`, `tbs`, `bcrt` or `sb`
/// @param amount in `msat`; absent when the payer decides
/// @param description the payee's text; absent when only its hash is given
public record Bolt11Invoice(
        String text,
        String network,
        @Nullable Money amount,
        PaymentHash paymentHash,
        Instant createdAt,
        Instant expiresAt,
        @Nullable String description) {

    private static final Pattern PREFIX = Pattern.compile("ln(bcrt|bc|tbs|tb|sb)(?:([1-9][0-9]{0,17})([munp])?)?");
    private static final int TIMESTAMP_WORDS = 7;
    private static final int SIGNATURE_WORDS = 104;
    private static final int HASH_WORDS = 52;
    private static final int MAX_EXPIRY_WORDS = 8;
    private static final long DEFAULT_EXPIRY_SECONDS = 3600;
    private static final long MSAT_PER_BTC = 100_000_000_000L;

    /// Field types, by the letters of the specification.
    private static final char HASH = 'p';

    private static final char DESCRIPTION = 'd';
    private static final char EXPIRY = 'x';

    /// Reads an invoice of any network, expired or not.
    ///
    /// @throws IllegalArgumentException when it is not a well-formed invoice
    public static Bolt11Invoice parse(String text) {
        var bech32 = Bech32.parse(text);
        var prefix = PREFIX.matcher(bech32.prefix());
        var words = bech32.words();
        if (!prefix.matches() || words.length < TIMESTAMP_WORDS + SIGNATURE_WORDS) {
            throw new IllegalArgumentException("not an invoice");
        }
        long timestamp = number(Arrays.copyOf(words, TIMESTAMP_WORDS));
        var fields = fields(Arrays.copyOfRange(words, TIMESTAMP_WORDS, words.length - SIGNATURE_WORDS));
        var hash = fields.get(HASH);
        if (hash == null) {
            throw new IllegalArgumentException("an invoice without a payment hash");
        }
        return new Bolt11Invoice(
                bech32.text(),
                prefix.group(1),
                amount(prefix),
                new PaymentHash(HexFormat.of().formatHex(Bech32.toBytes(hash))),
                Instant.ofEpochSecond(timestamp),
                Instant.ofEpochSecond(timestamp + expirySeconds(fields.get(EXPIRY))),
                description(fields.get(DESCRIPTION)));
    }

    /// The amount, where the invoice names one.
    public Optional<Money> fixedAmount() {
        return Optional.ofNullable(amount);
    }

    private static @Nullable Money amount(Matcher prefix) {
        var digits = prefix.group(2);
        if (digits == null) {
            return null;
        }
        long number = Long.parseLong(digits);
        try {
            return Money.msat(
                    switch (prefix.group(3)) {
                        case null -> Math.multiplyExact(number, MSAT_PER_BTC);
                        case "m" -> Math.multiplyExact(number, MSAT_PER_BTC / 1_000);
                        case "u" -> Math.multiplyExact(number, MSAT_PER_BTC / 1_000_000);
                        case "n" -> Math.multiplyExact(number, MSAT_PER_BTC / 1_000_000_000);
                        default -> wholeMsat(number);
                    });
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("an invoice over more than there is", e);
        }
    }

    private static long wholeMsat(long picoBtc) {
        if (picoBtc % 10 != 0) {
            throw new IllegalArgumentException("an invoice over a part of a millisatoshi");
        }
        return picoBtc / 10;
    }

    /// The first field of each type counts; a hash of another length than 32 bytes must be skipped.
    private static Map<Character, byte[]> fields(byte[] words) {
        var fields = new TreeMap<Character, byte[]>();
        int at = 0;
        while (at < words.length) {
            if (at + 3 > words.length) {
                throw new IllegalArgumentException("an invoice with a torn field");
            }
            char type = Bech32.letter(words[at]);
            int length = words[at + 1] * 32 + words[at + 2];
            int end = at + 3 + length;
            if (end > words.length) {
                throw new IllegalArgumentException("an invoice with a torn field");
            }
            if (type != HASH || length == HASH_WORDS) {
                fields.putIfAbsent(type, Arrays.copyOfRange(words, at + 3, end));
            }
            at = end;
        }
        return fields;
    }

    private static long expirySeconds(byte @Nullable [] words) {
        if (words == null) {
            return DEFAULT_EXPIRY_SECONDS;
        }
        if (words.length > MAX_EXPIRY_WORDS) {
            throw new IllegalArgumentException("an invoice that never expires");
        }
        return number(words);
    }

    private static @Nullable String description(byte @Nullable [] words) {
        return words == null ? null : new String(Bech32.toBytes(words), StandardCharsets.UTF_8);
    }

    private static long number(byte[] words) {
        long number = 0;
        for (byte word : words) {
            number = (number << 5) | word;
        }
        return number;
    }

    /// Holds no text: an invoice in a log tells who was paid for what.
    @Override
    public String toString() {
        return "Bolt11Invoice[" + paymentHash + "]";
    }
}
