package org.cobnut.mint.keyset;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class KeysetSettingsTests {

    @Test
    void hasDefaults() {
        assertThat(bind(KeysetSettings.class, Map.of()))
                .isEqualTo(new KeysetSettings(List.of("sat"), new KeysetSettings.Keysets(0, Duration.ofSeconds(5))));
        assertThat(bind(SeedSettings.class, Map.of())).isEqualTo(new SeedSettings(null, null, false));
    }

    @Test
    void mapsEverySetting() {
        var settings = bind(
                KeysetSettings.class,
                Map.of(
                        "cobnut.units", "SAT, usd",
                        "cobnut.keysets.input-fee-ppk", "100",
                        "cobnut.keysets.refresh", "1s"));

        assertThat(settings)
                .isEqualTo(new KeysetSettings(
                        List.of("sat", "usd"), new KeysetSettings.Keysets(100, Duration.ofSeconds(1))));
    }

    @Test
    void mapsEverySettingOfTheSeed() {
        var settings = bind(
                SeedSettings.class,
                Map.of(
                        "cobnut.mnemonic", "words",
                        "cobnut.mnemonic-file", "/run/secrets/mnemonic",
                        "cobnut.generate-mnemonic", "true"));

        assertThat(settings).isEqualTo(new SeedSettings("words", Path.of("/run/secrets/mnemonic"), true));
        assertThat(settings.toString()).doesNotContain("words");
    }

    @ParameterizedTest
    @CsvSource({"cobnut.units, auth", "cobnut.units, 'a|b'", "cobnut.keysets.refresh, 1ms", "cobnut.keysets.refresh, 1h"
    })
    void refusesNonsense(String name, String value) {
        assertThatThrownBy(() -> bind(KeysetSettings.class, Map.of(name, value)))
                .isInstanceOf(BindException.class);
    }

    private static <T> T bind(Class<T> type, Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings)).bindOrCreate("cobnut", type);
    }
}
