package org.cobnut.cashu.crypto;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What every provider of [Curve] owes its callers.
@ParameterizedClass
@MethodSource("providers")
class CurveTests {

    private static final String GENERATOR = "0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798";
    private static final String TWICE = "02c6047f9441ed7d6d3045406e95c07cd85c778e4b8cef3ca7abac09b95c709ee5";
    private static final Scalar ONE = scalar("1");
    private static final Scalar TWO = scalar("2");
    private static final Scalar LAST = scalar("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140");

    private final Curve curve;

    CurveTests(Curve curve) {
        this.curve = curve;
    }

    static Stream<Curve> providers() {
        return Stream.of(new BouncyCastleCurve(), new NativeCurve());
    }

    @Test
    void readsWhatItWrites() {
        var point = curve.point(TWICE);

        assertThat(point.hex()).isEqualTo(TWICE);
        assertThat(curve.point(point.compressed())).isEqualTo(point).hasSameHashCodeAs(point);
        assertThat(curve.point(point.uncompressed())).isEqualTo(point);
        assertThat(curve.point(TWICE.toUpperCase(Locale.ROOT))).isEqualTo(point);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "02",
                // no point has this x coordinate
                "020000000000000000000000000000000000000000000000000000000000000005",
                // x is not below the field's prime
                "02fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc30",
                "0479be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798",
                "0579be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798",
                "0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f817",
                "0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f8179800",
                // uncompressed, off the curve by one
                "0479be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
                        + "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b9",
                // the hybrid form of the generator
                "0679be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
                        + "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8",
                "0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
                        + "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8"
            })
    void refusesWhatIsNoPoint(String hex) {
        var bytes = HexFormat.of().parseHex(hex);

        assertThatThrownBy(() -> curve.point(bytes)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "02",
                "0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f8179g",
                "0479be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
                        + "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8"
            })
    void refusesTextThatIsNoCompressedPoint(String hex) {
        assertThatThrownBy(() -> curve.point(hex))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a point is 66 hexadecimal digits");
    }

    @Test
    void ordersPointsAsTheirCompressedBytes() {
        var points = IntStream.range(0, 100)
                .mapToObj(i -> curve.hashToCurve(new byte[] {(byte) i}))
                .flatMap(point -> Stream.of(point, curve.negate(point)))
                .toList();

        assertThat(points.stream().sorted().map(Point::hex))
                .containsExactlyElementsOf(
                        points.stream().map(Point::hex).sorted().toList());
    }

    @Test
    void multipliesTheGenerator() {
        assertThat(curve.publicKey(ONE).hex()).isEqualTo(GENERATOR);
        assertThat(curve.publicKey(TWO).hex()).isEqualTo(TWICE);
        assertThat(curve.publicKey(LAST)).isEqualTo(curve.negate(curve.point(GENERATOR)));
    }

    @Test
    void multipliesSecretlyAndPublicly() {
        var point = curve.point(TWICE);

        assertThat(curve.multiply(point, TWO)).isEqualTo(curve.add(point, point));
        assertThat(curve.multiplyPublic(point, TWO)).isEqualTo(curve.add(point, point));
        assertThat(curve.multiply(point, LAST)).isEqualTo(curve.negate(point));
    }

    @Test
    void addsAndNegates() {
        var one = curve.point(GENERATOR);
        var two = curve.point(TWICE);

        assertThat(curve.add(one, one)).isEqualTo(two);
        assertThat(curve.add(two, curve.negate(one))).isEqualTo(one);
        assertThat(curve.negate(curve.negate(two))).isEqualTo(two);
        assertThat(curve.negate(two).isOdd()).isNotEqualTo(two.isOdd());
    }

    @Test
    void neverGivesThePointAtInfinity() {
        var point = curve.point(TWICE);

        assertThatThrownBy(() -> curve.add(point, curve.negate(point))).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void calculatesModuloTheOrder() {
        assertThat(curve.add(ONE, ONE)).isEqualTo(TWO);
        assertThat(curve.negate(ONE)).isEqualTo(LAST);
        assertThat(curve.add(LAST, TWO)).isEqualTo(ONE);
        assertThat(curve.multiply(LAST, LAST)).isEqualTo(ONE);
        assertThatThrownBy(() -> curve.add(ONE, LAST)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void leavesItsArgumentsAsTheyWere() {
        var scalar = Scalar.of(TWO.bytes());
        var point = curve.point(TWICE);

        curve.add(scalar, scalar);
        curve.multiply(scalar, scalar);
        curve.negate(scalar);
        curve.multiply(point, scalar);
        curve.multiplyPublic(point, scalar);
        curve.negate(point);
        curve.schnorrSign(scalar, new byte[32]);

        assertThat(scalar).isEqualTo(TWO);
        assertThat(point.hex()).isEqualTo(TWICE);
    }

    @Test
    void agreesWithTheOtherProviderOnRandomInput() {
        var random = new SplittableRandom(Long.getLong("cobnut.test.seed", 20_261_124L));
        var other = curve instanceof NativeCurve ? new BouncyCastleCurve() : new NativeCurve();
        for (int i = 0; i < 50; i++) {
            var a = Scalar.random(random);
            var b = Scalar.random(random);
            var message = ("message " + i).getBytes(StandardCharsets.UTF_8);
            var point = curve.hashToCurve(message);

            assertThat(point).isEqualTo(other.hashToCurve(message));
            assertThat(curve.multiply(point, a)).isEqualTo(other.multiply(point, a));
            assertThat(curve.multiplyPublic(point, a)).isEqualTo(curve.multiply(point, a));
            assertThat(curve.publicKey(curve.add(a, b))).isEqualTo(curve.add(other.publicKey(a), other.publicKey(b)));
            assertThat(curve.multiply(a, b)).isEqualTo(other.multiply(b, a));
            assertThat(curve.schnorrSign(a, Sha256.hash(message)))
                    .isEqualTo(other.schnorrSign(a, Sha256.hash(message)));
        }
    }

    @Test
    void verifiesWhatItSigned() {
        var hash = Sha256.hash("message");
        var signature = curve.schnorrSign(TWO, hash);
        var key = curve.publicKey(TWO);

        assertThat(signature).isEqualTo(curve.schnorrSign(TWO, hash));
        assertThat(curve.schnorrVerify(key, hash, signature)).isTrue();
        assertThat(curve.schnorrVerify(curve.negate(key), hash, signature))
                .as("x alone counts")
                .isTrue();
    }

    @Test
    void refusesSignaturesThatWereChanged() {
        var hash = Sha256.hash("message");
        var signature = curve.schnorrSign(TWO, hash);
        var key = curve.publicKey(TWO);

        assertThat(curve.schnorrVerify(key, Sha256.hash("another"), signature)).isFalse();
        assertThat(curve.schnorrVerify(curve.publicKey(LAST), hash, signature)).isFalse();
        assertThat(curve.schnorrVerify(key, hash, new byte[64])).isFalse();
        assertThat(curve.schnorrVerify(key, hash, new byte[0])).isFalse();
        assertThat(curve.schnorrVerify(key, hash, Arrays.copyOf(signature, 65))).isFalse();
        for (int i = 0; i < signature.length; i++) {
            var changed = signature.clone();
            changed[i] ^= 1;
            assertThat(curve.schnorrVerify(key, hash, changed)).as("byte %d", i).isFalse();
        }
    }

    @Test
    void signsHashesOnly() {
        assertThatThrownBy(() -> curve.schnorrSign(TWO, new byte[31])).isInstanceOf(IllegalArgumentException.class);
        var key = curve.publicKey(TWO);
        assertThatThrownBy(() -> curve.schnorrVerify(key, new byte[33], new byte[64]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void servesManyThreadsAtOnce() {
        var point = curve.hashToCurve(new byte[] {1});
        var product = curve.multiply(point, LAST);

        var products = Stream.generate(() -> point).limit(200).parallel().map(p -> curve.multiply(p, LAST));

        assertThat(products).containsOnly(product);
    }

    private static Scalar scalar(String hex) {
        var number = new BigInteger(hex, 16).toByteArray();
        var bytes = new byte[Scalar.LENGTH];
        int length = Math.min(number.length, bytes.length);
        System.arraycopy(number, number.length - length, bytes, bytes.length - length, length);
        return Scalar.of(bytes);
    }
}
