package org.cobnut.mint.replica;

import java.time.Duration;

import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How replicas show each other that they live.
///
/// @param lease how long after its last heartbeat a replica's unfinished operations stay its own
/// @param heartbeat how often the lease is renewed, and dead replicas are looked for; a good deal shorter than the
/// lease
@Validated
@ConfigurationProperties("cobnut.replica")
record ReplicaSettings(
        @DefaultValue("30s") @NotNull Duration lease,
        @DefaultValue("5s") @NotNull Duration heartbeat) {

    ReplicaSettings {
        if (heartbeat.multipliedBy(2).compareTo(lease) > 0) {
            throw new IllegalArgumentException("cobnut.replica.lease must outlast two heartbeats");
        }
    }
}
