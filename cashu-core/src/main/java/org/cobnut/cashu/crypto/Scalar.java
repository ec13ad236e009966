package org.cobnut.cashu.crypto;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/// A number from 1 to n-1, n being the order of secp256k1: a private key, a blinding factor, or a part of a DLEQ proof.
/// Taken for a secret, so it never shows itself in [#toString()] and compares in constant time.
public final class Scalar {

    static final int LENGTH = 32;
    private static final byte[] ORDER =
            HexFormat.of().parseHex("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141");

    private final byte[] bytes;

    private Scalar(byte[] bytes) {
        this.bytes = bytes;
    }

    /// Reads 32 bytes.
    ///
    /// @param bytes big-endian
    /// @throws IllegalArgumentException unless they are a number from 1 to n-1
    public static Scalar of(byte[] bytes) {
        if (!isValid(bytes)) {
            throw new IllegalArgumentException("a scalar is 32 bytes, from 1 to the order of the curve less one");
        }
        return new Scalar(bytes.clone());
    }

    /// Reads 64 hexadecimal digits.
    ///
    /// @param hex digits of either case
    /// @throws IllegalArgumentException unless they are a number from 1 to n-1; its message does not repeat them
    public static Scalar of(String hex) {
        byte[] parsed;
        try {
            parsed = HexFormat.of().parseHex(hex);
        } catch (IllegalArgumentException _) {
            // The JDK's message quotes the digits, and they may be a secret: it is neither passed on nor kept as cause.
            throw new IllegalArgumentException("a scalar is 64 hexadecimal digits");
        }
        return of(parsed);
    }

    /// The scalar that 32 bytes, big-endian, leave modulo n.
    ///
    /// @return the number modulo n
    /// @throws ArithmeticException if that is zero, which no hash is
    public static Scalar reduced(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a scalar is 32 bytes");
        }
        var less = new byte[LENGTH];
        // 2^256 is less than 2n, so one subtraction is enough; the mask keeps the choice free of branches.
        int keep = -minusOrder(bytes, less);
        for (int i = 0; i < LENGTH; i++) {
            less[i] = (byte) ((bytes[i] & keep) | (less[i] & ~keep));
        }
        if (isZero(less)) {
            throw new ArithmeticException("zero");
        }
        return new Scalar(less);
    }

    /// Draws a scalar, each as likely as any other.
    ///
    /// @param random a cryptographically strong source
    public static Scalar random(RandomGenerator random) {
        var bytes = new byte[LENGTH];
        do {
            random.nextBytes(bytes);
        } while (!isValid(bytes));
        return new Scalar(bytes);
    }

    /// Whether [#of(byte\[\])] would take `bytes`, for derivations that try again when it would not.
    public static boolean isValid(byte[] bytes) {
        return bytes.length == LENGTH && !isZero(bytes) && isBelowOrder(bytes);
    }

    /// The number in 32 bytes, big-endian: the secret itself, which the caller must guard.
    public byte[] bytes() {
        return bytes.clone();
    }

    /// The number in 64 lower-case hexadecimal digits: the secret itself, which the caller must guard.
    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    /// The form kept inside, not copied: for the providers of this package, which only read it.
    byte[] shared() {
        return bytes;
    }

    private static boolean isZero(byte[] bytes) {
        int bits = 0;
        for (byte b : bytes) {
            bits |= b;
        }
        return bits == 0;
    }

    private static boolean isBelowOrder(byte[] bytes) {
        return minusOrder(bytes, new byte[LENGTH]) == 1;
    }

    /// Subtracts the order, in a time that tells nothing about the number.
    ///
    /// @return the borrow: 1 if the number is below the order, else 0
    private static int minusOrder(byte[] bytes, byte[] difference) {
        int borrow = 0;
        for (int i = LENGTH - 1; i >= 0; i--) {
            int digit = (bytes[i] & 0xff) - (ORDER[i] & 0xff) - borrow;
            difference[i] = (byte) digit;
            borrow = digit >>> 31;
        }
        return borrow;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Scalar scalar && MessageDigest.isEqual(bytes, scalar.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Scalar[…]";
    }
}
