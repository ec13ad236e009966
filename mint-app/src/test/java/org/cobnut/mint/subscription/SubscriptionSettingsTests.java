package org.cobnut.mint.subscription;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

/// Defaults and names of `cobnut.subscription`.
class SubscriptionSettingsTests {

    @Test
    void boundsEverythingByDefault() {
        assertThat(bind(Map.of()))
                .isEqualTo(new SubscriptionSettings(
                        1000,
                        100,
                        1000,
                        50_000,
                        DataSize.ofKilobytes(80),
                        2000,
                        DataSize.ofMegabytes(32),
                        10_000,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(20)));
    }

    @Test
    void readsEverySetting() {
        var settings = Map.of(
                "cobnut.subscription.sockets", "1",
                "cobnut.subscription.per-socket", "2",
                "cobnut.subscription.filters", "3",
                "cobnut.subscription.watched", "4",
                "cobnut.subscription.frame", "5KB",
                "cobnut.subscription.outbox", "6",
                "cobnut.subscription.backlog", "10KB",
                "cobnut.subscription.queue", "7",
                "cobnut.subscription.tick", "8ms",
                "cobnut.subscription.ping", "9s");

        assertThat(bind(settings))
                .isEqualTo(new SubscriptionSettings(
                        1,
                        2,
                        3,
                        4,
                        DataSize.ofKilobytes(5),
                        6,
                        DataSize.ofKilobytes(10),
                        7,
                        Duration.ofMillis(8),
                        Duration.ofSeconds(9)));
    }

    private static SubscriptionSettings bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("cobnut.subscription", SubscriptionSettings.class);
    }
}
