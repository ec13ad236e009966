package org.cobnut.payment.fake;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

import org.cobnut.payment.Money;
import org.cobnut.payment.PaymentHash;
import org.cobnut.payment.bolt11.Bech32;
import org.jspecify.annotations.Nullable;

/// An invoice that looks real, on mainnet, and that nobody can be paid by.
///
/// @param amount in `msat`; absent for an invoice whose payer decides
/// @param description at most 639 bytes
public record FakeInvoice(
        PaymentHash hash, @Nullable Money amount, String description, Instant createdAt, Duration expiry) {

    /// The most that a field of an invoice holds: 1023 words of five bits.
    static final int MAX_DESCRIPTION_BYTES = 639;

    private static final long MSAT_PER_BTC = 100_000_000_000L;
    private static final int CLTV_DELTA = 144;
    /// Feature bits 8 and 14: onion of variable length, payment secret.
    private static final byte[] FEATURES = {16, 8, 0};

    /// An invoice as another node would make it.
    ///
    /// @param amount in `msat`
    public static FakeInvoice of(Money amount, String description) {
        return new FakeInvoice(
                randomHash(RandomGenerator.getDefault()), amount, description, Instant.now(), Duration.ofHours(1));
    }

    static PaymentHash randomHash(RandomGenerator random) {
        var bytes = new byte[32];
        random.nextBytes(bytes);
        return new PaymentHash(HexFormat.of().formatHex(bytes));
    }

    /// Whether an invoice can say so much: 18 digits at most, which count tenths if they have to count single `msat`.
    static boolean holds(long amountMsat) {
        return amountMsat > 0 && (amountMsat < 100_000_000_000_000_000L || amountMsat % 100 == 0);
    }

    /// The invoice's text, signed by the fake's one key.
    public String text() {
        var words = new ByteArrayOutputStream();
        words.writeBytes(number(createdAt.getEpochSecond(), 7));
        field(words, 'p', Bech32.toWords(HexFormat.of().parseHex(hash.hex())));
        field(words, 'd', Bech32.toWords(description.getBytes(StandardCharsets.UTF_8)));
        field(words, 'x', number(expiry.toSeconds(), 7));
        field(words, 'c', number(CLTV_DELTA, 2));
        field(words, 's', Bech32.toWords(paymentSecret()));
        field(words, '9', FEATURES);
        return InvoiceSigner.ofTheFake().sign("lnbc" + amountText(), words.toByteArray());
    }

    private String amountText() {
        if (amount == null) {
            return "";
        }
        long msat = amount.amount();
        if (msat % MSAT_PER_BTC == 0) {
            return Long.toString(msat / MSAT_PER_BTC);
        }
        if (msat % (MSAT_PER_BTC / 1_000) == 0) {
            return msat / (MSAT_PER_BTC / 1_000) + "m";
        }
        if (msat % (MSAT_PER_BTC / 1_000_000) == 0) {
            return msat / (MSAT_PER_BTC / 1_000_000) + "u";
        }
        if (msat % (MSAT_PER_BTC / 1_000_000_000) == 0) {
            return msat / (MSAT_PER_BTC / 1_000_000_000) + "n";
        }
        return msat + "0p";
    }

    private static byte[] paymentSecret() {
        var secret = new byte[32];
        Arrays.fill(secret, (byte) 42);
        return secret;
    }

    private static void field(ByteArrayOutputStream words, char type, byte[] content) {
        words.write(Bech32.word(type));
        words.write(content.length / 32);
        words.write(content.length % 32);
        words.writeBytes(content);
    }

    private static byte[] number(long number, int length) {
        var words = new byte[length];
        for (int i = length - 1; i >= 0; i--) {
            words[i] = (byte) (number & 31);
            number >>= 5;
        }
        return words;
    }
}
