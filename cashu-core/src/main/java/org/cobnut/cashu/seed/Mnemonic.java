package org.cobnut.cashu.seed;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

import org.cobnut.cashu.crypto.Sha256;

/// The words of BIP-39 that a seed can be written down with, in English. Whoever knows them owns everything derived
/// from them, so they never show themselves in [#toString()] or in an error.
public final class Mnemonic {

    private static final int BITS_PER_WORD = 11;
    private static final int ENTROPY_BYTES_OF_12_WORDS = 16;
    private static final int ROUNDS = 2048;
    private static final int SEED_BITS = 512;

    private final List<String> words;

    private Mnemonic(List<String> words) {
        this.words = words;
    }

    /// Reads words in any case, with any white space between and around them.
    ///
    /// @throws IllegalArgumentException unless they are 12, 15, 18, 21 or 24 words with a right checksum
    public static Mnemonic parse(String text) {
        var words = List.of(Normalizer.normalize(text, Normalizer.Form.NFKD)
                .strip()
                .toLowerCase(Locale.ROOT)
                .split("\\s+"));
        if (words.size() < 12 || words.size() > 24 || words.size() % 3 != 0) {
            throw new IllegalArgumentException("a mnemonic has 12, 15, 18, 21 or 24 words, not " + words.size());
        }
        if (!spell(entropy(words)).equals(words)) {
            throw new IllegalArgumentException("the checksum of the mnemonic is wrong: is a word mistyped?");
        }
        return new Mnemonic(words);
    }

    /// Twelve new words.
    ///
    /// @param random a cryptographically strong source
    public static Mnemonic generate(RandomGenerator random) {
        var entropy = new byte[ENTROPY_BYTES_OF_12_WORDS];
        random.nextBytes(entropy);
        return new Mnemonic(spell(entropy));
    }

    /// The words with single spaces between them: the secret itself, which the caller must guard.
    public String words() {
        return String.join(" ", words);
    }

    /// The 64 bytes of the seed without a passphrase: the secret itself, which the caller must guard.
    public byte[] seed() {
        return seed("");
    }

    /// The 64 bytes of the seed under `passphrase`: the secret itself, which the caller must guard.
    public byte[] seed(String passphrase) {
        var salt = Normalizer.normalize("mnemonic" + passphrase, Normalizer.Form.NFKD);
        var key = new PBEKeySpec(words().toCharArray(), salt.getBytes(StandardCharsets.UTF_8), ROUNDS, SEED_BITS);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                    .generateSecret(key)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no PBKDF2 with HMAC-SHA512", e);
        } finally {
            key.clearPassword();
        }
    }

    /// The bits that the words stand for, without the checksum, which are the last bit of every 33.
    private static byte[] entropy(List<String> words) {
        int bits = words.size() * BITS_PER_WORD;
        var entropy = new byte[bits * 32 / 33 / Byte.SIZE];
        for (int bit = 0; bit < entropy.length * Byte.SIZE; bit++) {
            int place = BITS_PER_WORD - 1 - bit % BITS_PER_WORD;
            int index = WordList.ENGLISH.index(words.get(bit / BITS_PER_WORD));
            entropy[bit / Byte.SIZE] |= (byte) ((index >> place & 1) << (7 - bit % Byte.SIZE));
        }
        return entropy;
    }

    private static List<String> spell(byte[] entropy) {
        var hash = Sha256.hash(entropy);
        int bits = entropy.length * Byte.SIZE * 33 / 32;
        var words = new ArrayList<String>();
        for (int first = 0; first < bits; first += BITS_PER_WORD) {
            int index = 0;
            for (int bit = first; bit < first + BITS_PER_WORD; bit++) {
                int inEntropy = entropy.length * Byte.SIZE;
                index = index << 1 | (bit < inEntropy ? bit(entropy, bit) : bit(hash, bit - inEntropy));
            }
            words.add(WordList.ENGLISH.word(index));
        }
        return List.copyOf(words);
    }

    private static int bit(byte[] bytes, int index) {
        return bytes[index / Byte.SIZE] >> (7 - index % Byte.SIZE) & 1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Mnemonic mnemonic && words.equals(mnemonic.words);
    }

    @Override
    public int hashCode() {
        return words.hashCode();
    }

    @Override
    public String toString() {
        return "Mnemonic[…]";
    }
}
