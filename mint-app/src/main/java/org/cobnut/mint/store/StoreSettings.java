package org.cobnut.mint.store;

import java.time.Duration;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How the mint uses its database.
///
/// @param slowStatement statements that take longer are logged, without values
/// @param connections PostgreSQL: size of the pool; SQLite: number of readers beside the one writer
/// @param connectionWait how long a request waits for a connection, or for the writer, before it is answered 503
/// @param attempts how often a transaction is begun that the database ended for a deadlock or conflict
@Validated
@ConfigurationProperties("cobnut.store")
record StoreSettings(
        @DefaultValue("200ms") @NotNull Duration slowStatement,
        @DefaultValue("10") @Positive int connections,
        @DefaultValue("10s") @NotNull Duration connectionWait,
        @DefaultValue("5") @Positive int attempts) {}
