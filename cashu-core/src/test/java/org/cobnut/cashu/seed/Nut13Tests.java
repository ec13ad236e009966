package org.cobnut.cashu.seed;

import java.util.stream.Stream;

import org.cobnut.cashu.KeysetId;
import org.cobnut.cashu.NutVectors;
import org.cobnut.cashu.crypto.BlindDiffieHellman;
import org.cobnut.cashu.crypto.Curve;
import org.cobnut.cashu.crypto.Scalar;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.cobnut.cashu.NutVectors.expected;
import static org.cobnut.cashu.NutVectors.text;

/// Secrets, blinding factors and quote locks from a seed.
class Nut13Tests {

    private static final NutVectors VECTORS = NutVectors.of("nut13.json");
    private static final NutVectors POST_SNAPSHOT = NutVectors.of("post_snapshot.json");
    private static final NutVectors DERIVED = NutVectors.of("derived.json");

    private final BlindDiffieHellman blinding = new BlindDiffieHellman(Curve.preferred());

    static Stream<Named<JsonNode>> integers() {
        return VECTORS.ofType("keyset_id_int", 1);
    }

    static Stream<Named<JsonNode>> outputs() {
        return Stream.concat(VECTORS.ofType("derive_bip32", 5), VECTORS.ofType("derive_hmac", 5));
    }

    static Stream<Named<JsonNode>> blindedMessages() {
        return DERIVED.ofType("derived_blinded_message", 10);
    }

    static Stream<Named<JsonNode>> quoteLocks() {
        return POST_SNAPSHOT.ofType("quote_locking_key", 5);
    }

    @ParameterizedTest
    @MethodSource("integers")
    void makesAnIntegerOfAKeysetId(JsonNode vector) {
        var integer = KeysetId.parse(text(vector, "keyset_id")).nut13Integer();

        assertThat(integer)
                .isEqualTo(vector.get("expected").get("keyset_id_int").intValue());
    }

    @ParameterizedTest
    @MethodSource("outputs")
    void derivesSecretsAndBlindingFactors(JsonNode vector) {
        var output = secrets(vector)
                .output(
                        KeysetId.parse(text(vector, "keyset_id")),
                        vector.get("counter").longValue());

        assertThat(output.secret()).isEqualTo(expected(vector, "secret"));
        assertThat(output.blindingFactor().hex()).isEqualTo(expected(vector, "r"));
        assertThat(output.toString()).doesNotContain(output.secret());
    }

    @ParameterizedTest
    @MethodSource("blindedMessages")
    void blindsWhatItDerives(JsonNode vector) {
        var B_ = blinding.blind(text(vector, "secret"), Scalar.of(text(vector, "r")));

        assertThat(blinding.hashToCurve(text(vector, "secret")).hex()).isEqualTo(expected(vector, "Y"));
        assertThat(B_.hex()).isEqualTo(expected(vector, "B_"));
    }

    @ParameterizedTest
    @MethodSource("quoteLocks")
    void derivesQuoteLocks(JsonNode vector) {
        var path = text(vector, "path");
        int counter = Integer.parseInt(path.substring(path.lastIndexOf('/') + 1));

        var key = secrets(vector).quoteLock(counter);

        assertThat(path).isEqualTo("m/129373'/20'/0'/0'/" + counter);
        assertThat(Curve.preferred().publicKey(key).hex()).isEqualTo(expected(vector, "pubkey"));
    }

    @Test
    void refusesAbbreviatedIdsAndNegativeCounters() {
        var secrets = new DeterministicSecrets(new byte[64]);
        var id = KeysetId.parse("01" + "ab".repeat(32));

        assertThatIllegalArgumentException().isThrownBy(() -> secrets.output(id.abbreviated(), 0));
        assertThatIllegalArgumentException().isThrownBy(() -> secrets.output(id, -1));
    }

    @Test
    void coversEveryTypeOfVector() {
        assertThat(VECTORS.types()).containsExactlyInAnyOrder("keyset_id_int", "derive_bip32", "derive_hmac");
    }

    private static DeterministicSecrets secrets(JsonNode vector) {
        return new DeterministicSecrets(Mnemonic.parse(text(vector, "mnemonic")).seed());
    }
}
