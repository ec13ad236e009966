package org.cobnut.cashu.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// BIP-340 signatures out of the operations of a [Curve], for providers that do not bring their own.
final class Bip340 {

    private static final int SIGNATURE_LENGTH = 64;

    private final Curve curve;

    Bip340(Curve curve) {
        this.curve = curve;
    }

    /// Signs with the auxiliary randomness that is all zero, so that equal input gives equal signatures.
    byte[] sign(Scalar key, byte[] hash) {
        requireHash(hash);
        var publicKey = curve.publicKey(key);
        var evenKey = publicKey.isOdd() ? curve.negate(key) : key;
        var nonce = nonce(evenKey, publicKey, hash);
        var commitment = curve.publicKey(nonce);
        var evenNonce = commitment.isOdd() ? curve.negate(nonce) : nonce;
        var challenge = challenge(commitment.xOnly(), publicKey, hash);
        var s = curve.add(evenNonce, curve.multiply(challenge, evenKey));
        var signature = Arrays.copyOf(commitment.xOnly(), SIGNATURE_LENGTH);
        System.arraycopy(s.shared(), 0, signature, Scalar.LENGTH, Scalar.LENGTH);
        return signature;
    }

    boolean verify(Point key, byte[] hash, byte[] signature) {
        requireHash(hash);
        if (signature.length != SIGNATURE_LENGTH) {
            return false;
        }
        var r = Arrays.copyOf(signature, Scalar.LENGTH);
        var s = Arrays.copyOfRange(signature, Scalar.LENGTH, SIGNATURE_LENGTH);
        if (!Scalar.isValid(s)) {
            return false;
        }
        try {
            var challenge = curve.negate(challenge(r, key, hash));
            var evenKey = key.isOdd() ? curve.negate(key) : key;
            var commitment = curve.add(curve.publicKey(Scalar.of(s)), curve.multiplyPublic(evenKey, challenge));
            return !commitment.isOdd() && Arrays.equals(commitment.xOnly(), r);
        } catch (ArithmeticException _) {
            return false; // the commitment is the point at infinity
        }
    }

    private Scalar nonce(Scalar evenKey, Point publicKey, byte[] hash) {
        var masked = evenKey.bytes();
        var mask = tagged("BIP0340/aux", new byte[Scalar.LENGTH]);
        for (int i = 0; i < masked.length; i++) {
            masked[i] ^= mask[i];
        }
        try {
            return Scalar.reduced(tagged("BIP0340/nonce", masked, publicKey.xOnly(), hash));
        } finally {
            Arrays.fill(masked, (byte) 0);
        }
    }

    private static Scalar challenge(byte[] r, Point publicKey, byte[] hash) {
        return Scalar.reduced(tagged("BIP0340/challenge", r, publicKey.xOnly(), hash));
    }

    private static byte[] tagged(String tag, byte[]... parts) {
        var prefix = Sha256.hash(tag.getBytes(StandardCharsets.US_ASCII));
        var all = new byte[parts.length + 2][];
        all[0] = prefix;
        all[1] = prefix;
        System.arraycopy(parts, 0, all, 2, parts.length);
        return Sha256.hash(all);
    }

    static void requireHash(byte[] hash) {
        if (hash.length != Scalar.LENGTH) {
            throw new IllegalArgumentException("BIP-340 signs 32 bytes here");
        }
    }
}
