package org.cobnut.cashu.crypto;

import java.math.BigInteger;
import java.util.Arrays;

import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.ECMultiplier;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;
import org.jspecify.annotations.Nullable;

/// secp256k1 by Bouncy Castle: pure Java, for platforms that libsecp256k1 is not built for.
///
/// What it promises about time: multiplications by a secret use the fixed-point comb, which does the same number of
/// doublings and additions for every secret and reads its table without branches. The arithmetic below it is
/// [BigInteger]'s and Bouncy Castle's own, which is not constant-time, so a patient observer may still learn something.
final class BouncyCastleCurve implements Curve {

    private final ECCurve curve = CustomNamedCurves.getByName("secp256k1").getCurve();
    private final ECPoint generator = CustomNamedCurves.getByName("secp256k1").getG();
    private final BigInteger order = curve.getOrder();
    private final ECMultiplier comb = new FixedPointCombMultiplier();
    private final Bip340 bip340 = new Bip340(this);

    @Override
    public String name() {
        return "Bouncy Castle";
    }

    @Override
    public Point point(byte[] encoded) {
        boolean known = (encoded.length == Point.COMPRESSED_LENGTH && (encoded[0] == 2 || encoded[0] == 3))
                || (encoded.length == Point.LENGTH && encoded[0] == 4);
        if (!known) {
            throw new IllegalArgumentException("not a point of secp256k1");
        }
        try {
            return wrap(curve.decodePoint(encoded));
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException("not a point of secp256k1");
        }
    }

    @Override
    public Point publicKey(Scalar secret) {
        return wrap(comb.multiply(generator, number(secret)));
    }

    @Override
    public Point multiply(Point point, Scalar secret) {
        return wrap(comb.multiply(unwrap(point), number(secret)));
    }

    @Override
    public Point multiplyPublic(Point point, Scalar factor) {
        return wrap(unwrap(point).multiply(number(factor)));
    }

    @Override
    public Point add(Point a, Point b) {
        return wrap(unwrap(a).add(unwrap(b)));
    }

    @Override
    public Point negate(Point point) {
        return wrap(unwrap(point).negate());
    }

    @Override
    public Scalar add(Scalar a, Scalar b) {
        return scalar(number(a).add(number(b)));
    }

    @Override
    public Scalar multiply(Scalar a, Scalar b) {
        return scalar(number(a).multiply(number(b)));
    }

    @Override
    public Scalar negate(Scalar scalar) {
        return scalar(number(scalar).negate());
    }

    @Override
    public Point hashToCurve(byte[] message) {
        return HashToCurve.map(message, this::decompress);
    }

    @Override
    public byte[] schnorrSign(Scalar key, byte[] hash) {
        return bip340.sign(key, hash);
    }

    @Override
    public boolean schnorrVerify(Point key, byte[] hash, byte[] signature) {
        return bip340.verify(key, hash, signature);
    }

    /// The even point with the x coordinate of `compressed`, or null if there is none.
    private @Nullable Point decompress(byte[] compressed) {
        var x = new BigInteger(1, compressed, 1, compressed.length - 1);
        if (x.compareTo(curve.getField().getCharacteristic()) >= 0) {
            return null;
        }
        var fieldX = curve.fromBigInteger(x);
        var y = fieldX.square().multiply(fieldX).add(curve.getB()).sqrt();
        if (y == null) {
            return null;
        }
        return wrap(curve.createPoint(x, (y.testBitZero() ? y.negate() : y).toBigInteger()));
    }

    private static Point wrap(ECPoint point) {
        if (point.isInfinity()) {
            throw new ArithmeticException("the point at infinity");
        }
        return new Point(point.normalize().getEncoded(false));
    }

    private ECPoint unwrap(Point point) {
        var bytes = point.shared();
        return curve.createPoint(
                new BigInteger(1, bytes, 1, Scalar.LENGTH), new BigInteger(1, bytes, 1 + Scalar.LENGTH, Scalar.LENGTH));
    }

    private static BigInteger number(Scalar scalar) {
        return new BigInteger(1, scalar.shared());
    }

    private Scalar scalar(BigInteger number) {
        var reduced = number.mod(order);
        if (reduced.signum() == 0) {
            throw new ArithmeticException("zero");
        }
        var bytes = BigIntegers.asUnsignedByteArray(Scalar.LENGTH, reduced);
        try {
            return Scalar.of(bytes);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }
}
