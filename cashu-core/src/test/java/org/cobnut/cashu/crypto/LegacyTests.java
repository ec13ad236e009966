package org.cobnut.cashu.crypto;

import java.util.HexFormat;
import java.util.stream.Stream;

import org.cobnut.cashu.KeysetId;
import org.cobnut.cashu.NutVectors;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.cobnut.cashu.NutVectors.expected;
import static org.cobnut.cashu.NutVectors.text;

/// What mints did before March 2024. No mint may offer it, and no proof of that time can be redeemed where this is
/// not done: the vectors show that it is not mistaken for what is done today.
@ParameterizedClass
@MethodSource("org.cobnut.cashu.crypto.CurveTests#providers")
class LegacyTests {

    private static final NutVectors VECTORS = NutVectors.of("legacy.json");

    private final Curve curve;

    LegacyTests(Curve curve) {
        this.curve = curve;
    }

    static Stream<Named<JsonNode>> hashes() {
        return VECTORS.ofType("hash_to_curve_legacy", 3);
    }

    static Stream<Named<JsonNode>> blindedMessages() {
        return VECTORS.ofType("blind_legacy", 2);
    }

    static Stream<Named<JsonNode>> keysetIds() {
        return VECTORS.ofType("keyset_id_base64", 2);
    }

    @ParameterizedTest
    @MethodSource("hashes")
    void hashesToOtherPointsThanWithoutDomainSeparation(JsonNode vector) {
        var message = HexFormat.of().parseHex(text(vector, "message_hex"));
        var legacy = curve.point(expected(vector, "Y"));

        assertThat(curve.hashToCurve(message)).isNotEqualTo(legacy);
    }

    @ParameterizedTest
    @MethodSource("blindedMessages")
    void blindsOtherPointsThanWithoutDomainSeparation(JsonNode vector) {
        var legacy = curve.point(expected(vector, "B_"));

        var B_ = new BlindDiffieHellman(curve).blind(text(vector, "x_utf8"), Scalar.of(text(vector, "r")));

        assertThat(B_).isNotEqualTo(legacy);
    }

    @ParameterizedTest
    @MethodSource("keysetIds")
    void refusesKeysetIdsInBase64(JsonNode vector) {
        var legacy = expected(vector, "id");

        assertThatIllegalArgumentException().isThrownBy(() -> new KeysetId(legacy));
    }

    @Test
    void coversEveryTypeOfVector() {
        assertThat(VECTORS.types())
                .containsExactlyInAnyOrder("hash_to_curve_legacy", "blind_legacy", "keyset_id_base64");
    }
}
