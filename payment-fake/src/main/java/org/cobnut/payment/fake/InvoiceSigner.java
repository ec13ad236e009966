package org.cobnut.payment.fake;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;
import org.cobnut.payment.bolt11.Bech32;

/// Signs invoices as BOLT 11 asks: ECDSA over SHA-256, with the number that lets a reader recover the key.
final class InvoiceSigner {

    private static final ECDomainParameters CURVE = new ECDomainParameters(CustomNamedCurves.getByName("secp256k1"));

    private final BigInteger key;
    private final ECPoint publicKey;

    InvoiceSigner(BigInteger key) {
        this.key = key;
        this.publicKey = CURVE.getG().multiply(key).normalize();
    }

    /// A key that anybody can know: what it signs is worth nothing.
    static InvoiceSigner ofTheFake() {
        return new InvoiceSigner(
                new BigInteger(1, sha256("cobnut fake node".getBytes(StandardCharsets.US_ASCII))).mod(CURVE.getN()));
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
        var signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
        signer.init(true, new ECPrivateKeyParameters(key, CURVE));
        var rs = signer.generateSignature(hash);
        var r = rs[0];
        var s = rs[1].min(CURVE.getN().subtract(rs[1]));
        var signature = new byte[65];
        System.arraycopy(BigIntegers.asUnsignedByteArray(32, r), 0, signature, 0, 32);
        System.arraycopy(BigIntegers.asUnsignedByteArray(32, s), 0, signature, 32, 32);
        signature[64] = recoversWith(hash, r, s, 0) ? (byte) 0 : 1;
        return signature;
    }

    /// Whether the public key follows from the signature with the nonce's point of this parity.
    private boolean recoversWith(byte[] hash, BigInteger r, BigInteger s, int parity) {
        var encoded = new byte[33];
        encoded[0] = (byte) (2 + parity);
        System.arraycopy(BigIntegers.asUnsignedByteArray(32, r), 0, encoded, 1, 32);
        var nonce = CURVE.getCurve().decodePoint(encoded);
        var inverse = r.modInverse(CURVE.getN());
        var message = new BigInteger(1, hash);
        var recovered = nonce.multiply(s)
                .subtract(CURVE.getG().multiply(message.mod(CURVE.getN())))
                .multiply(inverse);
        return recovered.normalize().equals(publicKey);
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
