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
                        null,
                        FakeSettings.Faults.NONE));
    }

    @Test
    void mapsEverySetting() {
        var settings = bind(Map.ofEntries(
                Map.entry("cobnut.fake.units", "sat,usd"),
                Map.entry("cobnut.fake.fee-percent", "0.5"),
                Map.entry("cobnut.fake.reserve-fee-min", "7"),
                Map.entry("cobnut.fake.min-delay", "0s"),
                Map.entry("cobnut.fake.max-delay", "20ms"),
                Map.entry("cobnut.fake.usd-per-btc", "50000"),
                Map.entry("cobnut.fake.eur-per-btc", "40000"),
                Map.entry("cobnut.fake.journal", "journals"),
                Map.entry("cobnut.fake.faults.payments", "fail-after-sending"),
                Map.entry("cobnut.fake.faults.receipts", "twice"),
                Map.entry("cobnut.fake.faults.late-by", "2s"),
                Map.entry("cobnut.fake.faults.down-for", "3s")));

        assertThat(settings)
                .isEqualTo(new FakeSettings(
                        Set.of("sat", "usd"),
                        new BigDecimal("0.5"),
                        7,
                        Duration.ZERO,
                        Duration.ofMillis(20),
                        50_000,
                        40_000,
                        Path.of("journals"),
                        new FakeSettings.Faults(
                                PaymentMode.FAIL_AFTER_SENDING,
                                ReceiptMode.TWICE,
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(3))));
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
        "faults.late-by, -1s",
        "faults.down-for, -1s",
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
