package org.cobnut.acceptance;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

import org.cobnut.acceptance.Purse.Output;
import org.cobnut.cashu.crypto.Curve;
import org.cobnut.cashu.crypto.Scalar;

/// NUT-20 signatures, put together byte by byte as a foreign wallet does.
final class MintQuoteKey {

    private static final Curve CURVE = Curve.preferred();

    private MintQuoteKey() {}

    static Scalar random() {
        return Scalar.random(new SecureRandom());
    }

    static String publicKey(Scalar key) {
        return CURVE.publicKey(key).hex();
    }

    static String sign(Scalar key, String quote, List<Output> outputs) {
        var message = new ByteArrayOutputStream();
        message.writeBytes("Cashu_MintQuoteSig_v1".getBytes(StandardCharsets.US_ASCII));
        writeWithLength(message, quote.getBytes(StandardCharsets.UTF_8));
        for (Output output : outputs) {
            writeWithLength(message, minimal(output.amount()));
            writeWithLength(message, HexFormat.of().parseHex(output.blinded()));
        }
        return signature(key, message.toByteArray());
    }

    /// The form that wallets used before the message got a domain of its own.
    static String signAsBefore(Scalar key, String quote, List<Output> outputs) {
        var message = new StringBuilder(quote);
        outputs.forEach(output -> message.append(output.blinded()));
        return signature(key, message.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void writeWithLength(ByteArrayOutputStream message, byte[] part) {
        message.writeBytes(
                ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
        message.writeBytes(part);
    }

    /// Big-endian without leading zeros.
    private static byte[] minimal(long amount) {
        int length = (Long.SIZE - Long.numberOfLeadingZeros(amount) + 7) / 8;
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (amount >>> (8 * (length - 1 - i)));
        }
        return bytes;
    }

    private static String signature(Scalar key, byte[] message) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(message);
            return HexFormat.of().formatHex(CURVE.schnorrSign(key, hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
