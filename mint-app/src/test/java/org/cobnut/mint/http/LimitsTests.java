package org.cobnut.mint.http;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;

import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class LimitsTests {

    @Test
    void hasDefaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(new Limits(1000, 1000, DataSize.ofMegabytes(1), Duration.ofSeconds(30), 1024, 1024, 10_000));
    }

    @Test
    void mapsEverySetting() {
        var settings = Map.of(
                "cobnut.limits.inputs", "1",
                "cobnut.limits.outputs", "2",
                "cobnut.limits.body", "3KB",
                "cobnut.limits.body-time", "4s",
                "cobnut.limits.secret", "5",
                "cobnut.limits.witness", "6",
                "cobnut.limits.signature-checks", "7");

        assertThat(bind(settings)).isEqualTo(new Limits(1, 2, DataSize.ofKilobytes(3), Duration.ofSeconds(4), 5, 6, 7));
    }

    @Test
    void allowsWhatItNamesAndRefusesOneMore() {
        var limits = bind(Map.of("cobnut.limits.inputs", "2", "cobnut.limits.outputs", "3"));

        limits.checkInputs(Collections.nCopies(2, ""));
        limits.checkOutputs(Collections.nCopies(3, ""));
        assertThatExceptionOfType(CashuException.class)
                .isThrownBy(() -> limits.checkInputs(Collections.nCopies(3, "")))
                .returns(ErrorCode.TOO_MANY_INPUTS, CashuException::code);
        assertThatExceptionOfType(CashuException.class)
                .isThrownBy(() -> limits.checkOutputs(Collections.nCopies(4, "")))
                .returns(ErrorCode.TOO_MANY_OUTPUTS, CashuException::code);
    }

    private static Limits bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings)).bindOrCreate("cobnut.limits", Limits.class);
    }
}
