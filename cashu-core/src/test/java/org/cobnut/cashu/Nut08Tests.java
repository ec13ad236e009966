package org.cobnut.cashu;

import java.util.stream.Stream;

import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// Blank outputs for the change of a payment.
class Nut08Tests {

    static Stream<Named<JsonNode>> blankOutputs() {
        return NutVectors.of("derived.json").ofType("blank_outputs", 9);
    }

    @ParameterizedTest
    @MethodSource("blankOutputs")
    void countsBlankOutputs(JsonNode vector) {
        var feeReserve = NutVectors.read(vector.get("fee_reserve"), Amount.class);

        assertThat(Fees.blankOutputs(feeReserve))
                .isEqualTo(vector.get("expected").get("n").intValue());
    }

    @Test
    void countsBlankOutputsOfTheLargestReserve() {
        assertThat(Fees.blankOutputs(Amount.parse("18446744073709551615"))).isEqualTo(64);
        assertThat(Fees.blankOutputs(Amount.parse("9223372036854775808"))).isEqualTo(63);
    }
}
