package org.cobnut.mint.replica;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ReplicaSettingsTests {

    @Test
    void hasTheseDefaults() {
        assertThat(bound(Map.of())).isEqualTo(new ReplicaSettings(Duration.ofSeconds(30), Duration.ofSeconds(5)));
    }

    @Test
    void mapsEverySetting() {
        assertThat(bound(Map.of("cobnut.replica.lease", "1m", "cobnut.replica.heartbeat", "10s")))
                .isEqualTo(new ReplicaSettings(Duration.ofMinutes(1), Duration.ofSeconds(10)));
    }

    @Test
    void refusesALeaseThatOneLostHeartbeatEnds() {
        assertThatExceptionOfType(BindException.class).isThrownBy(() -> bound(Map.of("cobnut.replica.lease", "9s")));
    }

    private static ReplicaSettings bound(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("cobnut.replica", ReplicaSettings.class);
    }
}
