package org.cobnut.cashu.crypto;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/// A point of secp256k1, never the point at infinity. It exists only if a [Curve] has found it on the curve, so nobody
/// has to look again.
///
/// It keeps the 65 bytes of its uncompressed form: what every provider takes and gives without taking a square root.
public final class Point implements Comparable<Point> {

    static final int COMPRESSED_LENGTH = 33;
    static final int LENGTH = 65;
    private static final int COORDINATE_LENGTH = 32;

    private final byte[] bytes;

    /// Only for providers, who promise that `uncompressed` is on the curve and theirs no longer.
    Point(byte[] uncompressed) {
        assert uncompressed.length == LENGTH && uncompressed[0] == 4;
        this.bytes = uncompressed;
    }

    /// The 33 bytes of SEC 1 that the NUTs put on the wire.
    public byte[] compressed() {
        var compressed = Arrays.copyOf(bytes, COMPRESSED_LENGTH);
        compressed[0] = (byte) (isOdd() ? 3 : 2);
        return compressed;
    }

    /// The 65 bytes of SEC 1, which DLEQ proofs hash.
    public byte[] uncompressed() {
        return bytes.clone();
    }

    /// The 32 bytes of the x coordinate, by which BIP-340 names a public key.
    public byte[] xOnly() {
        return Arrays.copyOfRange(bytes, 1, 1 + COORDINATE_LENGTH);
    }

    /// Whether y is odd, that is, whether the compressed form begins with 03.
    public boolean isOdd() {
        return (bytes[LENGTH - 1] & 1) == 1;
    }

    /// [#compressed()] in lower-case hexadecimal digits.
    public String hex() {
        return HexFormat.of().formatHex(compressed());
    }

    /// The form kept inside, not copied: for the providers of this package, which only read it.
    byte[] shared() {
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        // Constant-time, because a mint compares what a stranger sent with the signature that it should be.
        return other instanceof Point point && MessageDigest.isEqual(bytes, point.bytes);
    }

    /// The order of the compressed bytes, which is also the order that databases keep them in.
    @Override
    public int compareTo(Point other) {
        int parity = Boolean.compare(isOdd(), other.isOdd());
        int end = 1 + COORDINATE_LENGTH;
        return parity != 0 ? parity : Arrays.compareUnsigned(bytes, 1, end, other.bytes, 1, end);
    }

    @Override
    public int hashCode() {
        // x is as good as random, except where somebody chose it, and then all of it has to count.
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return hex();
    }
}
