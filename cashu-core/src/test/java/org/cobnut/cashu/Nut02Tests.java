package org.cobnut.cashu;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cobnut.cashu.NutVectors.expected;
import static org.cobnut.cashu.NutVectors.text;

/// Keyset ids and input fees.
class Nut02Tests {

    private static final NutVectors VECTORS = NutVectors.of("nut02.json");
    private static final NutVectors DERIVED = NutVectors.of("derived.json");

    static Stream<Named<JsonNode>> version1() {
        return VECTORS.ofType("keyset_id_v1", 2);
    }

    static Stream<Named<JsonNode>> version2() {
        return VECTORS.ofType("keyset_id_v2", 3);
    }

    static Stream<Named<JsonNode>> fees() {
        return DERIVED.ofType("fee", 7);
    }

    @ParameterizedTest
    @MethodSource("version1")
    void computesIdsOfVersion1(JsonNode vector) {
        var keys = NutVectors.keys(vector);
        var id = KeysetId.parse(expected(vector, "id"));

        assertThat(KeysetId.v1(keys)).isEqualTo(id);
        assertThat(new Keyset(id, Unit.SAT, true, 0, null, keys).hasGenuineId()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("version2")
    void computesIdsOfVersion2(JsonNode vector) {
        var id = KeysetId.parse(expected(vector, "id"));
        var keyset = new Keyset(
                id, new Unit(text(vector, "unit")), true, fee(vector), finalExpiry(vector), NutVectors.keys(vector));

        assertThat(keyset.hasGenuineId()).isTrue();
        assertThat(KeysetId.v2(keyset.keys(), keyset.unit(), keyset.inputFeePpk(), keyset.finalExpiry()))
                .isEqualTo(id);
    }

    @ParameterizedTest
    @MethodSource("version2")
    void commitsToTheTermsInVersion2(JsonNode vector) {
        var id = KeysetId.parse(expected(vector, "id"));
        var keys = NutVectors.keys(vector);
        var unit = new Unit(text(vector, "unit"));
        var fee = fee(vector);
        var expiry = finalExpiry(vector);
        var fewerKeys = new TreeMap<>(keys);
        fewerKeys.pollLastEntry();

        assertThat(List.of(
                        new Keyset(id, new Unit("other"), true, fee, expiry, keys),
                        new Keyset(id, unit, true, fee + 1, expiry, keys),
                        new Keyset(id, unit, true, fee, Instant.ofEpochSecond(1), keys),
                        new Keyset(id, unit, true, fee, expiry, fewerKeys)))
                .noneMatch(Keyset::hasGenuineId);
    }

    @ParameterizedTest
    @MethodSource("fees")
    void roundsTheSumOfFeesUpOnce(JsonNode vector) {
        var fees = new ArrayList<Long>();
        vector.get("input_fee_ppk").forEach(fee -> fees.add(fee.longValue()));

        assertThat(Fees.of(fees))
                .isEqualTo(NutVectors.read(vector.get("expected").get("fee"), Amount.class));
    }

    @Test
    void refusesFeesThatDoNotFit() {
        assertThatThrownBy(() -> Fees.of(List.of(Long.MAX_VALUE, 1L)))
                .isInstanceOfSatisfying(
                        CashuException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.AMOUNT_OVERFLOW));
    }

    @Test
    void coversEveryTypeOfVector() {
        assertThat(VECTORS.types()).containsExactlyInAnyOrder("keyset_id_v1", "keyset_id_v2");
    }

    private static long fee(JsonNode vector) {
        var fee = vector.get("input_fee_ppk");
        return fee == null || fee.isNull() ? 0 : fee.longValue();
    }

    private static @Nullable Instant finalExpiry(JsonNode vector) {
        var expiry = vector.get("final_expiry");
        return expiry == null || expiry.isNull() ? null : Instant.ofEpochSecond(expiry.longValue());
    }
}
