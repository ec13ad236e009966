package org.cobnut.cashu;

import java.util.stream.Stream;

import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/// Public keys of keysets.
class Nut01Tests {

    private static final NutVectors VECTORS = NutVectors.of("nut01.json");

    static Stream<Named<JsonNode>> keys() {
        return VECTORS.ofType("keyset_keys", 4);
    }

    @ParameterizedTest
    @MethodSource("keys")
    void acceptsCompressedKeysOnly(JsonNode vector) {
        if (vector.get("expected").get("valid").booleanValue()) {
            assertThat(NutVectors.keys(vector)).hasSameSizeAs(vector.get("keys"));
        } else {
            assertThatIllegalArgumentException().isThrownBy(() -> NutVectors.keys(vector));
        }
    }

    @Test
    void coversValidAndInvalidKeys() {
        assertThat(keys().map(vector ->
                        vector.getPayload().get("expected").get("valid").booleanValue()))
                .containsExactlyInAnyOrder(true, true, false, false);
        assertThat(VECTORS.types()).containsExactly("keyset_keys");
    }
}
