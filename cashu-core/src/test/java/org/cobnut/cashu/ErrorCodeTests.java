package org.cobnut.cashu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class ErrorCodeTests {

    static List<JsonNode> rows() {
        var root = JsonMapper.shared().readTree(ErrorCodeTests.class.getResourceAsStream("/error_codes.json"));
        var rows = new ArrayList<JsonNode>();
        root.get("codes").forEach(rows::add);
        assertThat(rows).hasSize(36);
        return rows;
    }

    @ParameterizedTest
    @MethodSource("rows")
    void hasEveryRowOfTheNuts(JsonNode row) {
        var same = Stream.of(ErrorCode.values())
                .filter(code -> code.number() == row.get("code").intValue())
                .filter(code -> code.meaning().equals(row.get("description").stringValue()));

        assertThat(same).hasSize(1).allMatch(code -> code.httpStatus() == 400);
    }

    @ParameterizedTest
    @EnumSource(names = {"AMOUNT_OVERFLOW", "MELTING_DISABLED", "CONDITION_NOT_MET"})
    void sharesTheNumbersThatCdkUses(ErrorCode code) {
        var sharing = Arrays.stream(ErrorCode.values()).filter(other -> other.number() == code.number());

        assertThat(sharing).hasSize(2);
    }

    @Test
    void answersEveryRefusalWith400ButForTheTransport() {
        var others = Arrays.stream(ErrorCode.values())
                .filter(code -> code.httpStatus() != 400)
                .toList();

        assertThat(others)
                .allMatch(code -> code.number() == 50_000)
                .extracting(ErrorCode::httpStatus)
                .containsExactlyInAnyOrder(404, 405, 413, 415, 429, 500, 503);
    }

    @Test
    void carriesCodeAndDetailWithoutAStackTrace() {
        var refusal = new CashuException(ErrorCode.KEYSET_UNKNOWN, "no keyset 00");

        assertThat(refusal.code()).isEqualTo(ErrorCode.KEYSET_UNKNOWN);
        assertThat(refusal.detail()).isEqualTo("no keyset 00");
        assertThat(refusal.getStackTrace()).isEmpty();
        assertThat(new CashuException(ErrorCode.KEYSET_UNKNOWN).detail()).isEqualTo("Keyset is not known");
    }
}
