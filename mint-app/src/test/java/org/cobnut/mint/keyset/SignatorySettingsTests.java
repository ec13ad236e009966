package org.cobnut.mint.keyset;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SignatorySettingsTests {

    @Test
    void hasDefaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(
                        new SignatorySettings(SignatorySettings.Kind.LOCAL, null, null, false, Duration.ofSeconds(10)));
    }

    @Test
    void mapsEverySetting() {
        var settings = bind(Map.of(
                "cobnut.signatory.kind", "remote",
                "cobnut.signatory.address", "keys.example:15060",
                "cobnut.signatory.tls-dir", "/etc/cobnut/tls",
                "cobnut.signatory.allow-plaintext", "true",
                "cobnut.signatory.deadline", "3s"));

        assertThat(settings)
                .isEqualTo(new SignatorySettings(
                        SignatorySettings.Kind.REMOTE,
                        "keys.example:15060",
                        Path.of("/etc/cobnut/tls"),
                        true,
                        Duration.ofSeconds(3)));
        assertThat(settings.socket().getHostString()).isEqualTo("keys.example");
        assertThat(settings.socket().getPort()).isEqualTo(15060);
    }

    @ParameterizedTest
    @CsvSource({
        "remote, , 1s",
        "local, keys.example:15060, 1s",
        "remote, keys.example, 1s",
        "remote, 'http://keys.example:1', 1s",
        "remote, keys.example:15060, 0s"
    })
    void refusesNonsense(String kind, String address, String deadline) {
        var settings =
                new java.util.HashMap<>(Map.of("cobnut.signatory.kind", kind, "cobnut.signatory.deadline", deadline));
        if (address != null) {
            settings.put("cobnut.signatory.address", address);
        }

        assertThatThrownBy(() -> bind(settings)).isInstanceOf(BindException.class);
    }

    private static SignatorySettings bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("cobnut.signatory", SignatorySettings.class);
    }
}
