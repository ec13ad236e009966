package org.cobnut.cashu.crypto;

import java.util.HexFormat;

/// Arithmetic on secp256k1. All providers give the same bytes for the same input; they differ in speed and in how well
/// they hide secrets from somebody with a stopwatch.
///
/// A provider has no state that changes and serves any number of threads. Every result that would be the point at
/// infinity or zero, which nobody meets by accident, throws [ArithmeticException].
public sealed interface Curve permits BouncyCastleCurve, NativeCurve {

    /// The provider for everything: libsecp256k1 where its library loads, else Bouncy Castle.
    static Curve preferred() {
        return PreferredCurve.INSTANCE;
    }

    /// What this provider is called in logs and reports.
    String name();

    /// Reads a point.
    ///
    /// @param encoded 33 bytes (compressed) or 65 bytes (uncompressed) of SEC 1
    /// @throws IllegalArgumentException if they are no point of the curve
    Point point(byte[] encoded);

    /// Reads a compressed point.
    ///
    /// @param hex 66 hexadecimal digits of either case
    /// @throws IllegalArgumentException if they are no point of the curve
    default Point point(String hex) {
        if (hex.length() != 2 * Point.COMPRESSED_LENGTH || !hex.chars().allMatch(HexFormat::isHexDigit)) {
            throw new IllegalArgumentException("a point is 66 hexadecimal digits");
        }
        return point(HexFormat.of().parseHex(hex));
    }

    /// The public key of `secret`: `secret` times the generator, in constant time.
    Point publicKey(Scalar secret);

    /// `secret` times `point`, in constant time as far as the provider is able.
    Point multiply(Point point, Scalar secret);

    /// `factor` times `point`, as fast as the provider is able: only for factors that are no secret.
    Point multiplyPublic(Point point, Scalar factor);

    Point add(Point a, Point b);

    Point negate(Point point);

    /// Modulo the order of the curve.
    Scalar add(Scalar a, Scalar b);

    /// Modulo the order of the curve.
    Scalar multiply(Scalar a, Scalar b);

    /// Modulo the order of the curve.
    Scalar negate(Scalar scalar);

    /// NUT-00's map of a message to a point whose discrete logarithm nobody knows.
    ///
    /// @param message for a proof the UTF-8 bytes of its secret
    Point hashToCurve(byte[] message);

    /// Signs as in BIP-340.
    ///
    /// @param hash 32 bytes, the hash of the message
    /// @return 64 bytes, the same for the same key and hash
    byte[] schnorrSign(Scalar key, byte[] hash);

    /// Verifies as in BIP-340, by the x coordinate of `key` alone.
    ///
    /// @param hash 32 bytes, the hash of the message
    /// @param signature whatever somebody sent; what is not 64 bytes is not valid
    boolean schnorrVerify(Point key, byte[] hash, byte[] signature);
}
