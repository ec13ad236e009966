package org.cobnut.payment.fake;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class FakeSettingsTests {

    @Test
    void hasDefaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(new FakeSettings(
                        Set.of("sat"),
                        new BigDecimal("0.02"),
                        2,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(3),
                        110_000,
                        95_000,
                        null));
    }

    @Test
    void mapsEverySetting() {
        var settings = bind(Map.of(
                "cobnut.fake.units", "sat,usd",
                "cobnut.fake.fee-percent", "0.5",
                "cobnut.fake.reserve-fee-min", "7",
                "cobnut.fake.min-delay", "0s",
                "cobnut.fake.max-delay", "20ms",
                "cobnut.fake.usd-per-btc", "50000",
                "cobnut.fake.eur-per-btc", "40000",
                "cobnut.fake.journal", "journals"));

        assertThat(settings)
                .isEqualTo(new FakeSettings(
                        Set.of("sat", "usd"),
                        new BigDecimal("0.5"),
                        7,
                        Duration.ZERO,
                        Duration.ofMillis(20),
                        50_000,
                        40_000,
                        Path.of("journals")));
    }

    @ParameterizedTest
    @CsvSource({
        "units, ''",
        "fee-percent, -0.1",
        "reserve-fee-min, -1",
        "min-delay, -1s",
        "min-delay, 4s",
        "usd-per-btc, 0",
        "eur-per-btc, -1",
    })
    void refusesNonsense(String name, String value) {
        assertThatExceptionOfType(BindException.class)
                .isThrownBy(() -> bind(Map.of("cobnut.fake." + name, value)))
                .withStackTraceContaining("cobnut.fake." + name);
    }

    private static FakeSettings bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("cobnut.fake", FakeSettings.class);
    }
}
