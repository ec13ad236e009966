package org.cobnut.cashu.crypto;

import java.util.HexFormat;
import java.util.stream.Stream;

import org.cobnut.cashu.NutVectors;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cobnut.cashu.NutVectors.expected;
import static org.cobnut.cashu.NutVectors.text;

/// The blind signatures of NUT-00; its tokens are tested where tokens are.
@ParameterizedClass
@MethodSource("org.cobnut.cashu.crypto.CurveTests#providers")
class Nut00Tests {

    private static final NutVectors VECTORS = NutVectors.of("nut00.json");
    private static final NutVectors DERIVED = NutVectors.of("derived.json");

    private final Curve curve;
    private final BlindDiffieHellman blinding;

    Nut00Tests(Curve curve) {
        this.curve = curve;
        this.blinding = new BlindDiffieHellman(curve);
    }

    static Stream<Named<JsonNode>> hashes() {
        return VECTORS.ofType("hash_to_curve", 3);
    }

    static Stream<Named<JsonNode>> hashesOfText() {
        return DERIVED.ofType("hash_to_curve_utf8", 2);
    }

    static Stream<Named<JsonNode>> blindedMessages() {
        return VECTORS.ofType("blind", 2);
    }

    static Stream<Named<JsonNode>> signatures() {
        return VECTORS.ofType("sign", 2);
    }

    @ParameterizedTest
    @MethodSource("hashes")
    void hashesToCurve(JsonNode vector) {
        var message = HexFormat.of().parseHex(text(vector, "message_hex"));

        assertThat(curve.hashToCurve(message).hex()).isEqualTo(expected(vector, "Y"));
    }

    @ParameterizedTest
    @MethodSource("hashesOfText")
    void hashesTheTextOfSecrets(JsonNode vector) {
        assertThat(blinding.hashToCurve(text(vector, "secret")).hex()).isEqualTo(expected(vector, "Y"));
    }

    @ParameterizedTest
    @MethodSource("blindedMessages")
    void blinds(JsonNode vector) {
        // These vectors hash the bytes of x, where the wire hashes the text of a secret.
        var Y = curve.hashToCurve(HexFormat.of().parseHex(text(vector, "x_hex")));

        var B_ = blinding.blind(Y, Scalar.of(text(vector, "r")));

        assertThat(B_.hex()).isEqualTo(expected(vector, "B_"));
    }

    @ParameterizedTest
    @MethodSource("signatures")
    void signs(JsonNode vector) {
        var C_ = blinding.sign(curve.point(text(vector, "B_")), Scalar.of(text(vector, "k")));

        assertThat(C_.hex()).isEqualTo(expected(vector, "C_"));
    }

    @Test
    void verifiesWhatWasBlindedSignedAndUnblinded() {
        var k = Scalar.of("7f".repeat(32));
        var r = Scalar.of("99fce58439fc37412ab3468b73db0569322588f62fb3a49182d67e23d877824a");

        var C_ = blinding.sign(blinding.blind("secret", r), k);
        var C = blinding.unblind(C_, r, curve.publicKey(k));

        assertThat(blinding.isValid(blinding.hashToCurve("secret"), C, k)).isTrue();
        assertThat(blinding.isValid(blinding.hashToCurve("another"), C, k)).isFalse();
        assertThat(blinding.isValid(blinding.hashToCurve("secret"), C_, k)).isFalse();
        assertThat(blinding.isValid(blinding.hashToCurve("secret"), C, r)).isFalse();
    }
}
