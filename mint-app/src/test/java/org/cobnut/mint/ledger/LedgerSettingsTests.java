package org.cobnut.mint.ledger;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

class LedgerSettingsTests {

    @Test
    void hasTheseDefaults() {
        assertThat(bound(Map.of())).isEqualTo(new LedgerSettings(4096, 256, 2000, 5, Duration.ofSeconds(30)));
    }

    @Test
    void mapsEverySetting() {
        var settings = bound(Map.of(
                "cobnut.ledger.queue", "1",
                "cobnut.ledger.group-operations", "2",
                "cobnut.ledger.group-rows", "3",
                "cobnut.ledger.attempts", "4",
                "cobnut.ledger.answer-within", "5s"));

        assertThat(settings).isEqualTo(new LedgerSettings(1, 2, 3, 4, Duration.ofSeconds(5)));
    }

    private static LedgerSettings bound(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("cobnut.ledger", LedgerSettings.class);
    }
}
