package org.cobnut.acceptance;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import fr.acinq.secp256k1.Secp256k1;

/// Writes Lightning invoices (BOLT 11), as any node but the mint's own would. Written here, and not with the mint's
/// library,
/// so that the mint has to read somebody else's hand.
final class Bolt11 {

    private static final String ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final int[] GENERATOR = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Secp256k1 CURVE = Secp256k1.Companion.get();
    private static final byte[] NODE_KEY = random32();
    private static final int TIMESTAMP_WORDS = 7;
    private static final int EXPIRY_SECONDS = 3600;
    private static final int FINAL_CLTV_DELTA = 18;
    /// Features 8 (var_onion_optin) and 14 (payment_secret), both compulsory.
    private static final long FEATURES = (1L << 8) | (1L << 14);

    private Bolt11() {}

    /// A new mainnet invoice that is good for an hour.
    static String invoice(long amountMsat, String description) {
        // The multiplier p stands for a tenth of a millisatoshi.
        String prefix = "lnbc" + Math.multiplyExact(amountMsat, 10) + "p";
        List<Byte> words = new ArrayList<>(number(Instant.now().getEpochSecond(), TIMESTAMP_WORDS));
        words.addAll(field('p', words(random32())));
        words.addAll(field('s', words(random32())));
        words.addAll(field('d', words(description.getBytes(StandardCharsets.UTF_8))));
        words.addAll(field('x', number(EXPIRY_SECONDS, 3)));
        words.addAll(field('c', number(FINAL_CLTV_DELTA, 1)));
        words.addAll(field('9', number(FEATURES, 3)));
        words.addAll(words(signature(prefix, words)));
        return bech32(prefix, words);
    }

    /// The 64 bytes of the signature and the number that lets readers work out the key.
    private static byte[] signature(String prefix, List<Byte> words) {
        byte[] head = prefix.getBytes(StandardCharsets.US_ASCII);
        byte[] data = packed(words);
        byte[] message = Arrays.copyOf(head, head.length + data.length);
        System.arraycopy(data, 0, message, head.length, data.length);
        byte[] hash = sha256(message);
        byte[] signature = CURVE.sign(hash, NODE_KEY);
        byte[] recoverable = Arrays.copyOf(signature, 65);
        if (!Arrays.equals(CURVE.ecdsaRecover(signature, hash, 0), CURVE.pubkeyCreate(NODE_KEY))) {
            recoverable[64] = 1;
        }
        return recoverable;
    }

    private static List<Byte> field(char type, List<Byte> content) {
        List<Byte> field = new ArrayList<>(List.of((byte) ALPHABET.indexOf(type)));
        field.addAll(number(content.size(), 2));
        field.addAll(content);
        return field;
    }

    private static List<Byte> number(long value, int words) {
        List<Byte> number = new ArrayList<>();
        for (int i = words - 1; i >= 0; i--) {
            number.add((byte) ((value >>> (5 * i)) & 31));
        }
        return number;
    }

    private static List<Byte> words(byte[] bytes) {
        List<Byte> words = new ArrayList<>();
        for (int bit = 0; bit < bytes.length * 8; bit += 5) {
            int pair = ((bytes[bit / 8] & 0xff) << 8) | (bit / 8 + 1 < bytes.length ? bytes[bit / 8 + 1] & 0xff : 0);
            words.add((byte) ((pair >>> (11 - bit % 8)) & 31));
        }
        return words;
    }

    private static String bech32(String prefix, List<Byte> words) {
        List<Byte> checked = new ArrayList<>();
        prefix.chars().forEach(letter -> checked.add((byte) (letter >>> 5)));
        checked.add((byte) 0);
        prefix.chars().forEach(letter -> checked.add((byte) (letter & 31)));
        checked.addAll(words);
        checked.addAll(List.of(new Byte[] {0, 0, 0, 0, 0, 0}));
        var text = new StringBuilder(prefix).append('1');
        words.forEach(word -> text.append(ALPHABET.charAt(word)));
        number(checksum(checked) ^ 1, 6).forEach(word -> text.append(ALPHABET.charAt(word)));
        return text.toString();
    }

    private static int checksum(List<Byte> words) {
        int checksum = 1;
        for (byte word : words) {
            int top = checksum >>> 25;
            checksum = ((checksum & 0x1ffffff) << 5) ^ word;
            for (int i = 0; i < GENERATOR.length; i++) {
                checksum ^= ((top >>> i) & 1) == 1 ? GENERATOR[i] : 0;
            }
        }
        return checksum;
    }

    /// Five-bit words as bytes, the last one filled up with zeros.
    private static byte[] packed(List<Byte> words) {
        byte[] bytes = new byte[(words.size() * 5 + 7) / 8];
        for (int bit = 0; bit < words.size() * 5; bit++) {
            int set = (words.get(bit / 5) >>> (4 - bit % 5)) & 1;
            bytes[bit / 8] |= (byte) (set << (7 - bit % 8));
        }
        return bytes;
    }

    private static byte[] sha256(byte[] message) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(message);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] random32() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
