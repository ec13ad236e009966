package org.cobnut.cashu.crypto;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;

/// secp256k1 by libsecp256k1, called in its shared library without native code of our own.
///
/// What it promises about time: every operation with a secret is constant-time, [#multiply] included, which no public
/// function of the library does directly. Only [#multiplyPublic], points and signatures being verified are not.
final class NativeCurve implements Curve {

    private static final byte[] NO_AUXILIARY_RANDOMNESS = new byte[Scalar.LENGTH];
    private static final int SIGNATURE_LENGTH = 64;

    /// Loads the library, at most once in a process.
    ///
    /// @throws LinkageError where it cannot be loaded
    NativeCurve() {
        publicKey(Scalar.of("0000000000000000000000000000000000000000000000000000000000000001"));
    }

    @Override
    public String name() {
        return "libsecp256k1";
    }

    @Override
    public Point point(byte[] encoded) {
        // The library would also take the hybrid form, 06 or 07 and 64 bytes, which is no NUT's.
        boolean known =
                encoded.length == Point.COMPRESSED_LENGTH || (encoded.length == Point.LENGTH && encoded[0] == 4);
        var point = known ? parse(encoded) : null;
        if (point == null) {
            throw new IllegalArgumentException("not a point of secp256k1");
        }
        return point;
    }

    @Override
    public Point publicKey(Scalar secret) {
        var pubkey = new byte[LibSecp256k1.PUBKEY_LENGTH];
        requireFinite(LibSecp256k1.pubkeyCreate(pubkey, secret.shared()));
        return point64(pubkey);
    }

    @Override
    public Point multiply(Point point, Scalar secret) {
        try (var arena = Arena.ofConfined()) {
            var memory = arena.allocate(LibSecp256k1.PUBKEY_LENGTH + Scalar.LENGTH + Point.LENGTH);
            var pubkey = memory.asSlice(0, LibSecp256k1.PUBKEY_LENGTH);
            var seckey = memory.asSlice(LibSecp256k1.PUBKEY_LENGTH, Scalar.LENGTH);
            var product = memory.asSlice(LibSecp256k1.PUBKEY_LENGTH + Scalar.LENGTH, Point.LENGTH);
            MemorySegment.copy(pubkey(point), 0, pubkey, JAVA_BYTE, 0, LibSecp256k1.PUBKEY_LENGTH);
            MemorySegment.copy(secret.shared(), 0, seckey, JAVA_BYTE, 0, Scalar.LENGTH);
            int done = LibSecp256k1.ecdh(product, pubkey, seckey);
            seckey.fill((byte) 0);
            requireFinite(done);
            return new Point(product.toArray(JAVA_BYTE));
        }
    }

    @Override
    public Point multiplyPublic(Point point, Scalar factor) {
        var pubkey = pubkey(point);
        requireFinite(LibSecp256k1.pubkeyTweakMul(pubkey, factor.shared()));
        return point64(pubkey);
    }

    @Override
    public Point add(Point a, Point b) {
        try (var arena = Arena.ofConfined()) {
            var first = arena.allocateFrom(JAVA_BYTE, pubkey(a));
            var second = arena.allocateFrom(JAVA_BYTE, pubkey(b));
            var summands = arena.allocate(ADDRESS, 2);
            summands.setAtIndex(ADDRESS, 0, first);
            summands.setAtIndex(ADDRESS, 1, second);
            var sum = new byte[LibSecp256k1.PUBKEY_LENGTH];
            requireFinite(LibSecp256k1.pubkeyCombine(sum, summands, 2));
            return point64(sum);
        }
    }

    @Override
    public Point negate(Point point) {
        var pubkey = pubkey(point);
        requireFinite(LibSecp256k1.pubkeyNegate(pubkey));
        return point64(pubkey);
    }

    @Override
    public Scalar add(Scalar a, Scalar b) {
        var sum = a.bytes();
        requireFinite(LibSecp256k1.seckeyTweakAdd(sum, b.shared()));
        return Scalar.of(sum);
    }

    @Override
    public Scalar multiply(Scalar a, Scalar b) {
        var product = a.bytes();
        requireFinite(LibSecp256k1.seckeyTweakMul(product, b.shared()));
        return Scalar.of(product);
    }

    @Override
    public Scalar negate(Scalar scalar) {
        var negated = scalar.bytes();
        requireFinite(LibSecp256k1.seckeyNegate(negated));
        return Scalar.of(negated);
    }

    @Override
    public Point hashToCurve(byte[] message) {
        return HashToCurve.map(message, NativeCurve::parse);
    }

    @Override
    public byte[] schnorrSign(Scalar key, byte[] hash) {
        Bip340.requireHash(hash);
        var keypair = new byte[LibSecp256k1.KEYPAIR_LENGTH];
        var signature = new byte[SIGNATURE_LENGTH];
        requireFinite(LibSecp256k1.keypairCreate(keypair, key.shared()));
        requireFinite(LibSecp256k1.schnorrSign(signature, hash, keypair, NO_AUXILIARY_RANDOMNESS));
        Arrays.fill(keypair, (byte) 0);
        return signature;
    }

    @Override
    public boolean schnorrVerify(Point key, byte[] hash, byte[] signature) {
        Bip340.requireHash(hash);
        var xonly = new byte[LibSecp256k1.PUBKEY_LENGTH];
        requireFinite(LibSecp256k1.xonlyFromPubkey(xonly, pubkey(key)));
        return signature.length == SIGNATURE_LENGTH && LibSecp256k1.schnorrVerify(signature, hash, xonly) == 1;
    }

    /// The point, or null if the bytes are none.
    private static @Nullable Point parse(byte[] encoded) {
        var pubkey = new byte[LibSecp256k1.PUBKEY_LENGTH];
        return LibSecp256k1.pubkeyParse(pubkey, encoded) == 1 ? point64(pubkey) : null;
    }

    private static byte[] pubkey(Point point) {
        var pubkey = new byte[LibSecp256k1.PUBKEY_LENGTH];
        if (LibSecp256k1.pubkeyParse(pubkey, point.shared()) != 1) {
            throw new IllegalStateException("a point that exists is on the curve");
        }
        return pubkey;
    }

    private static Point point64(byte[] pubkey) {
        var encoded = new byte[Point.LENGTH];
        if (LibSecp256k1.pubkeySerialize(encoded, pubkey) != 1) {
            throw new IllegalStateException("the library does not write its own point");
        }
        return new Point(encoded);
    }

    private static void requireFinite(int done) {
        if (done != 1) {
            throw new ArithmeticException("the result is zero or the point at infinity");
        }
    }
}
