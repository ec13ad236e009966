package org.cobnut.cashu.seed;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.cobnut.cashu.crypto.Curve;
import org.cobnut.cashu.crypto.Scalar;

/// A private key of BIP-32 that has children. Whoever knows it knows all of them, so it never shows itself in
/// [#toString()].
public final class ExtendedKey {

    private static final String HMAC = "HmacSHA512";
    private static final int HALF = 32;
    private static final int HARDENED = 1 << 31;

    private final Scalar key;
    private final byte[] chainCode;

    private ExtendedKey(Scalar key, byte[] chainCode) {
        this.key = key;
        this.chainCode = chainCode;
    }

    /// The key `m` of `seed`.
    public static ExtendedKey master(byte[] seed) {
        var hash = hmac("Bitcoin seed".getBytes(StandardCharsets.US_ASCII), seed);
        return new ExtendedKey(Scalar.of(left(hash)), right(hash));
    }

    /// The private key itself, which the caller must guard.
    public Scalar key() {
        return key;
    }

    /// The child `index'`, which nobody can tell from the parent's public key.
    ///
    /// @param index from 0 to 2^31-1
    public ExtendedKey hardened(int index) {
        var data = ByteBuffer.allocate(1 + HALF + Integer.BYTES);
        data.put((byte) 0).put(key.bytes()).putInt(requireIndex(index) | HARDENED);
        return child(data.array());
    }

    /// The child `index`, not hardened.
    ///
    /// @param index from 0 to 2^31-1
    public ExtendedKey normal(int index) {
        var data = ByteBuffer.allocate(1 + HALF + Integer.BYTES);
        data.put(Curve.preferred().publicKey(key).compressed()).putInt(requireIndex(index));
        return child(data.array());
    }

    /// What BIP-32 says to skip (a hash that is no scalar, a sum that is zero) has odds of 2^-127: it throws.
    private ExtendedKey child(byte[] data) {
        var hash = hmac(chainCode, data);
        Arrays.fill(data, (byte) 0);
        return new ExtendedKey(Curve.preferred().add(Scalar.of(left(hash)), key), right(hash));
    }

    private static int requireIndex(int index) {
        if (index < 0) {
            throw new IllegalArgumentException("the index of a child is from 0 to 2^31-1");
        }
        return index;
    }

    private static byte[] left(byte[] hash) {
        return Arrays.copyOf(hash, HALF);
    }

    private static byte[] right(byte[] hash) {
        return Arrays.copyOfRange(hash, HALF, 2 * HALF);
    }

    private static byte[] hmac(byte[] key, byte[] data) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HMAC-SHA512", e);
        }
    }

    @Override
    public String toString() {
        return "ExtendedKey[…]";
    }
}
