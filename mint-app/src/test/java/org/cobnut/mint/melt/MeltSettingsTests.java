package org.cobnut.mint.melt;

import java.time.Duration;
import java.util.Map;

import jakarta.validation.Validation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

class MeltSettingsTests {

    private static final MeltSettings DEFAULTS = new MeltSettings(
            Duration.ofMinutes(10),
            Duration.ofMinutes(1),
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            Duration.ofMinutes(10),
            Duration.ofDays(30),
            1000);

    @Test
    void hasDefaults() {
        assertThat(bind(Map.of())).isEqualTo(DEFAULTS);
    }

    @Test
    void mapsEverySetting() {
        var settings = Map.of(
                "cobnut.melt.quote-ttl", "1h",
                "cobnut.melt.answer-within", "2s",
                "cobnut.melt.check-interval", "3s",
                "cobnut.melt.retry", "4s",
                "cobnut.melt.max-retry", "5m",
                "cobnut.melt.keep-unpaid", "7d",
                "cobnut.melt.at-once", "6");

        assertThat(bind(settings))
                .isEqualTo(new MeltSettings(
                        Duration.ofHours(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(4),
                        Duration.ofMinutes(5),
                        Duration.ofDays(7),
                        6));
    }

    @ParameterizedTest
    @CsvSource({"quote-ttl, 0s", "retry, 0s", "at-once, 0", "answer-within, -1s"})
    void refusesNonsense(String name, String value) {
        try (var validation = Validation.buildDefaultValidatorFactory()) {
            assertThat(validation.getValidator().validate(bind(Map.of("cobnut.melt." + name, value))))
                    .isNotEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 5", "1, 5", "2, 10", "3, 20", "7, 320", "8, 600", "1000000, 600"})
    void asksEverLessOften(int checks, long seconds) {
        assertThat(DEFAULTS.pauseAfter(checks)).isEqualTo(Duration.ofSeconds(seconds));
    }

    private static MeltSettings bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings)).bindOrCreate("cobnut.melt", MeltSettings.class);
    }
}
