package org.cobnut.cashu.crypto;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/// NUT-00's map of messages to points: hashes with a counter are tried as x coordinates until one is on the curve.
final class HashToCurve {

    private static final byte[] DOMAIN = "Secp256k1_HashToCurve_Cashu_".getBytes(StandardCharsets.US_ASCII);

    /// Reads 33 bytes as a compressed point. Half of all x coordinates have none, too many for an exception.
    @FunctionalInterface
    interface Decompression {
        @Nullable
        Point decompress(byte[] compressed);
    }

    private HashToCurve() {}

    static Point map(byte[] message, Decompression curve) {
        var hash = Sha256.hash(DOMAIN, message);
        for (int counter = 0; counter < 1 << 16; counter++) {
            var x = Sha256.hash(hash, littleEndian(counter));
            var point = curve.decompress(evenPoint(x));
            if (point != null) {
                return point;
            }
        }
        throw new ArithmeticException("no point for this message");
    }

    private static byte[] evenPoint(byte[] x) {
        var compressed = new byte[Point.COMPRESSED_LENGTH];
        compressed[0] = 2;
        System.arraycopy(x, 0, compressed, 1, x.length);
        return compressed;
    }

    private static byte[] littleEndian(int counter) {
        return new byte[] {(byte) counter, (byte) (counter >>> 8), (byte) (counter >>> 16), (byte) (counter >>> 24)};
    }
}
