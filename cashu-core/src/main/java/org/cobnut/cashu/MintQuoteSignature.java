package org.cobnut.cashu;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

import org.cobnut.cashu.crypto.Curve;
import org.cobnut.cashu.crypto.Point;
import org.cobnut.cashu.crypto.Scalar;
import org.cobnut.cashu.crypto.Sha256;
import org.jspecify.annotations.Nullable;

/// NUT-20: the signature by which the owner of a locked mint quote agrees to the outputs. In a batch (NUT-29) the owner
/// of each locked quote signs that quote with all outputs of the batch.
///
/// Signed is the domain-separated message of today's NUT-20; the older one, which leaves out amounts and boundaries, is
/// still accepted, because wallets in the field send it.
public final class MintQuoteSignature {

    private static final byte[] DOMAIN = "Cashu_MintQuoteSig_v1".getBytes(StandardCharsets.US_ASCII);

    private MintQuoteSignature() {}

    /// Signs for a quote.
    ///
    /// @param key the private key of the quote's public key
    /// @param outputs all outputs of the request, in its order
    /// @return 128 hexadecimal digits, the request's `signature`
    public static String sign(Curve curve, Scalar key, String quote, List<BlindedMessage> outputs) {
        return HexFormat.of().formatHex(curve.schnorrSign(key, Sha256.hash(message(quote, outputs))));
    }

    /// Whether `signature` is of `key` on the quote and these outputs, by the message of today or the older one.
    ///
    /// @param signature what somebody sent; what is no signature is not valid
    public static boolean isValid(
            Curve curve, Point key, String quote, List<BlindedMessage> outputs, String signature) {
        byte[] bytes;
        try {
            bytes = HexFormat.of().parseHex(signature);
        } catch (IllegalArgumentException _) {
            return false;
        }
        return curve.schnorrVerify(key, Sha256.hash(message(quote, outputs)), bytes)
                || curve.schnorrVerify(key, Sha256.hash(legacyMessage(quote, outputs)), bytes);
    }

    /// Lets a request pass if its signature is as the quote demands: a quote with a key needs a valid signature, a
    /// quote without one needs none. For a batch this is asked for every quote.
    ///
    /// @param key the quote's public key; null if it is not locked
    /// @param signature null if there is none
    /// @throws CashuException with QUOTE_SIGNATURE_INVALID if not
    public static void require(
            Curve curve, @Nullable Point key, String quote, List<BlindedMessage> outputs, @Nullable String signature) {
        if (key != null && (signature == null || !isValid(curve, key, quote, outputs, signature))) {
            throw new CashuException(ErrorCode.QUOTE_SIGNATURE_INVALID);
        }
    }

    /// What is hashed and signed: each part behind its length in 4 bytes, so that no two requests look alike.
    static byte[] message(String quote, List<BlindedMessage> outputs) {
        var message = new ByteArrayOutputStream();
        message.writeBytes(DOMAIN);
        append(message, quote.getBytes(StandardCharsets.UTF_8));
        for (var output : outputs) {
            append(message, minimal(output.amount()));
            append(message, output.blindedSecret().compressed());
        }
        return message.toByteArray();
    }

    /// What was signed before: the text of quote and blinded secrets, one after the other.
    static byte[] legacyMessage(String quote, List<BlindedMessage> outputs) {
        var text =
                outputs.stream().map(output -> output.blindedSecret().hex()).collect(Collectors.joining("", quote, ""));
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void append(ByteArrayOutputStream message, byte[] part) {
        message.writeBytes(
                ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
        message.writeBytes(part);
    }

    /// The big-endian bytes of `amount` without leading zeros; none for zero.
    private static byte[] minimal(Amount amount) {
        int length = (Long.SIZE - Long.numberOfLeadingZeros(amount.value()) + Byte.SIZE - 1) / Byte.SIZE;
        var bytes = ByteBuffer.allocate(Long.BYTES).putLong(amount.value()).array();
        return Arrays.copyOfRange(bytes, Long.BYTES - length, Long.BYTES);
    }
}
