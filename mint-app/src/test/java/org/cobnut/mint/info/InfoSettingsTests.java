package org.cobnut.mint.info;

import java.net.URI;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class InfoSettingsTests {

    @Test
    void hasDefaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(new InfoSettings("Cobnut mint", null, null, null, List.of(), null, List.of(), null));
    }

    @Test
    void mapsEverySetting() {
        var settings = Map.of(
                "cobnut.info.name", "N",
                "cobnut.info.description", "D",
                "cobnut.info.description-long", "L",
                "cobnut.info.motd", "M",
                "cobnut.info.contact[0].method", "email",
                "cobnut.info.contact[0].info", "a@b.example",
                "cobnut.info.icon-url", "https://i.example/i.png",
                "cobnut.info.urls[0]", "https://m.example",
                "cobnut.info.tos-url", "http://t.example/t");

        assertThat(bind(settings))
                .isEqualTo(new InfoSettings(
                        "N",
                        "D",
                        "L",
                        "M",
                        List.of(new InfoSettings.Contact("email", "a@b.example")),
                        URI.create("https://i.example/i.png"),
                        List.of(URI.create("https://m.example")),
                        URI.create("http://t.example/t")));
    }

    @Test
    void refusesLinksThatAreNotOfTheWeb() {
        assertThatExceptionOfType(BindException.class)
                .isThrownBy(() -> bind(Map.of("cobnut.info.tos-url", "javascript:alert(1)")))
                .withRootCauseInstanceOf(IllegalArgumentException.class);
    }

    private static InfoSettings bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings)).bindOrCreate("cobnut.info", InfoSettings.class);
    }
}
