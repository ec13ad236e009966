package org.cobnut.payment.fake;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

import fr.acinq.secp256k1.Secp256k1;
import org.cobnut.payment.bolt11.Bech32;

/// Signs invoices as BOLT 11 asks: ECDSA over SHA-256, with the number that lets a reader recover the key.
final class InvoiceSigner {

    private static final Secp256k1 CURVE = Secp256k1.get();

    private final byte[] key;
    private final byte[] publicKey;

    /// A signer.
    ///
    /// @param key 32 bytes
    InvoiceSigner(byte[] key) {
        this.key = key.clone();
        this.publicKey = CURVE.pubkeyCreate(key);
    }

    /// A key that anybody can know: what it signs is worth nothing.
    static InvoiceSigner ofTheFake() {
        return new InvoiceSigner(sha256("cobnut fake node".getBytes(StandardCharsets.US_ASCII)));
    }

    /// The whole text of an invoice of this prefix and these words.
    String sign(String prefix, byte[] words) {
        var signed = new ByteArrayOutputStream();
        signed.writeBytes(prefix.getBytes(StandardCharsets.US_ASCII));
        signed.writeBytes(paddedBytes(words));
        var signature = signature(sha256(signed.toByteArray()));
        var all = new ByteArrayOutputStream();
        all.writeBytes(words);
        all.writeBytes(Bech32.toWords(signature));
        return new Bech32(prefix, all.toByteArray()).text();
    }

    private byte[] signature(byte[] hash) {
        var rs = CURVE.sign(hash, key);
        var signature = Arrays.copyOf(rs, rs.length + 1);
        signature[rs.length] = (byte) (Arrays.equals(CURVE.ecdsaRecover(rs, hash, 0), publicKey) ? 0 : 1);
        return signature;
    }

    /// What is signed is filled up with zero bits, where reading an invoice drops them.
    private static byte[] paddedBytes(byte[] words) {
        var padded = Arrays.copyOf(words, words.length + 2);
        return Arrays.copyOf(Bech32.toBytes(padded), (words.length * 5 + 7) / 8);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
