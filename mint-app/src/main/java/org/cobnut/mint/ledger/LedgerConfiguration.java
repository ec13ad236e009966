package org.cobnut.mint.ledger;

import java.security.SecureRandom;
import java.time.Clock;
import javax.sql.DataSource;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.cobnut.mint.keyset.Keysets;
import org.cobnut.mint.store.PostgresDialect;
import org.cobnut.mint.store.SqlDialect;
import org.cobnut.mint.store.SqliteDialect;
import org.cobnut.mint.store.Transactions;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Puts the committer together.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({LedgerSettings.class, ReplicaSettings.class})
class LedgerConfiguration {

    @Bean
    SecureRandom secureRandom() {
        return new SecureRandom();
    }

    @Bean
    BookWriter bookWriter(SqlDialect dialect, DataSource dataSource, JdbcTemplate jdbc) {
        return switch (dialect) {
            case PostgresDialect _ -> new PostgresBookWriter(jdbc);
            case SqliteDialect _ -> new SqliteBookWriter(dataSource, jdbc.getExceptionTranslator());
        };
    }

    @Bean
    OverRedemptionGuard overRedemption(JdbcClient jdbc, Keysets keysets) {
        return new OverRedemptionGuard(jdbc, keysets::trip);
    }

    @Bean
    Committer committer(
            LedgerSettings settings,
            Transactions transactions,
            SqlDialect dialect,
            BookWriter writer,
            BookReader book,
            Issuance issuance,
            OverRedemptionGuard overRedemption,
            Clock clock,
            MeterRegistry meters) {
        var commit = new GroupCommit(
                transactions.onConnectionOf("committer"),
                dialect,
                writer,
                issuance,
                new Verdicts(book, issuance),
                overRedemption,
                clock,
                settings.attempts());
        var committer = new Committer(settings, commit);
        Gauge.builder("cobnut.committer.queue", committer, Committer::queued)
                .description("Swaps and mints that wait to be written; full at cobnut.ledger.queue")
                .register(meters);
        return committer;
    }

    @Bean(destroyMethod = "close")
    Replica replica(JdbcClient jdbc, Transactions transactions, SqlDialect dialect, ReplicaSettings settings) {
        return new Replica(jdbc, transactions, dialect, settings);
    }

    /// Part of liveness: a process that cannot commit any more is to be started again.
    @Bean
    HealthIndicator committerHealthIndicator(Committer committer) {
        return () -> (committer.isAlive() ? Health.up() : Health.down())
                .withDetail("queued", committer.queued())
                .build();
    }
}
