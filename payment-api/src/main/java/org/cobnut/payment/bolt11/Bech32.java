package org.cobnut.payment.bolt11;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Locale;

/// BIP-173 text without its limit of 90 characters, which invoices exceed.
///
/// A word is a value of five bits.
public final class Bech32 {

    private static final String ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final int[] GENERATOR = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
    private static final int CHECKSUM_LENGTH = 6;

    private final String prefix;
    private final byte[] words;

    /// Joins what a text consists of.
    ///
    /// @param prefix the human-readable part, lower case
    /// @param words without the checksum
    public Bech32(String prefix, byte[] words) {
        this.prefix = prefix;
        this.words = words.clone();
    }

    /// Reads text and verifies its checksum.
    ///
    /// @throws IllegalArgumentException when the text is malformed, of mixed case or damaged
    public static Bech32 parse(String text) {
        if (!text.chars().allMatch(c -> c >= '!' && c <= '~')) {
            throw new IllegalArgumentException("not bech32");
        }
        var lower = text.toLowerCase(Locale.ROOT);
        if (!text.equals(lower) && !text.equals(text.toUpperCase(Locale.ROOT))) {
            throw new IllegalArgumentException("mixed case");
        }
        int separator = lower.lastIndexOf('1');
        if (separator < 1 || separator + 1 + CHECKSUM_LENGTH > lower.length()) {
            throw new IllegalArgumentException("not bech32");
        }
        var prefix = lower.substring(0, separator);
        var words = words(lower.substring(separator + 1));
        if (polymod(prefix, words) != 1) {
            throw new IllegalArgumentException("wrong checksum");
        }
        return new Bech32(prefix, Arrays.copyOf(words, words.length - CHECKSUM_LENGTH));
    }

    /// The text with its checksum, lower case.
    public String text() {
        int checksum = polymod(prefix, Arrays.copyOf(words, words.length + CHECKSUM_LENGTH)) ^ 1;
        var text = new StringBuilder(prefix).append('1');
        for (byte word : words) {
            text.append(letter(word));
        }
        for (int i = CHECKSUM_LENGTH - 1; i >= 0; i--) {
            text.append(letter((checksum >> (5 * i)) & 31));
        }
        return text.toString();
    }

    public String prefix() {
        return prefix;
    }

    public byte[] words() {
        return words.clone();
    }

    /// The word that a letter stands for; -1 if it stands for none.
    public static int word(char letter) {
        return ALPHABET.indexOf(letter);
    }

    /// The letter of a word.
    public static char letter(int word) {
        return ALPHABET.charAt(word);
    }

    /// Regroups bytes into words, the last one filled up with zero bits.
    public static byte[] toWords(byte[] bytes) {
        var words = new ByteArrayOutputStream();
        int buffer = 0;
        int bits = 0;
        for (byte b : bytes) {
            buffer = ((buffer << 8) | (b & 0xff)) & 0xfff;
            for (bits += 8; bits >= 5; bits -= 5) {
                words.write((buffer >> (bits - 5)) & 31);
            }
        }
        if (bits > 0) {
            words.write((buffer << (5 - bits)) & 31);
        }
        return words.toByteArray();
    }

    /// Regroups words into whole bytes; bits that do not fill a byte are dropped.
    public static byte[] toBytes(byte[] words) {
        var bytes = new ByteArrayOutputStream();
        int buffer = 0;
        int bits = 0;
        for (byte word : words) {
            buffer = ((buffer << 5) | word) & 0xfff;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes.write((buffer >> bits) & 0xff);
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] words(String text) {
        var words = new byte[text.length()];
        for (int i = 0; i < words.length; i++) {
            int word = word(text.charAt(i));
            if (word < 0) {
                throw new IllegalArgumentException("not bech32");
            }
            words[i] = (byte) word;
        }
        return words;
    }

    private static int polymod(String prefix, byte[] words) {
        int checksum = 1;
        for (int i = 0; i < prefix.length(); i++) {
            checksum = step(checksum, prefix.charAt(i) >> 5);
        }
        checksum = step(checksum, 0);
        for (int i = 0; i < prefix.length(); i++) {
            checksum = step(checksum, prefix.charAt(i) & 31);
        }
        for (byte word : words) {
            checksum = step(checksum, word);
        }
        return checksum;
    }

    private static int step(int checksum, int value) {
        int next = ((checksum & 0x1ffffff) << 5) ^ value;
        for (int i = 0; i < GENERATOR.length; i++) {
            if (((checksum >> (25 + i)) & 1) == 1) {
                next ^= GENERATOR[i];
            }
        }
        return next;
    }

    @Override
    public String toString() {
        return "Bech32[" + prefix + "…]";
    }
}
