package org.cobnut.mint.ledger.commit;

import java.time.Clock;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.cobnut.mint.ledger.BookReader;
import org.cobnut.mint.ledger.BookWriter;
import org.cobnut.mint.ledger.Issuance;
import org.cobnut.mint.ledger.LedgerSettings;
import org.cobnut.mint.ledger.OverRedemptionGuard;
import org.cobnut.mint.store.SqlDialect;
import org.cobnut.mint.store.Transactions;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Puts the committer together.
@Configuration(proxyBeanMethods = false)
class CommitConfiguration {

    @Bean
    GroupCommit groupCommit(
            LedgerSettings settings,
            Transactions transactions,
            SqlDialect dialect,
            BookWriter writer,
            BookReader book,
            Issuance issuance,
            OverRedemptionGuard overRedemption,
            Clock clock) {
        return new GroupCommit(
                transactions.onConnectionOf("committer"),
                dialect,
                writer,
                issuance,
                new Verdicts(book, issuance),
                overRedemption,
                clock,
                settings.attempts());
    }

    @Bean
    GroupCommitter committer(LedgerSettings settings, GroupCommit commit, MeterRegistry meters) {
        var committer = new GroupCommitter(settings, commit);
        Gauge.builder("cobnut.committer.queue", committer, GroupCommitter::queued)
                .description("Swaps and mints that wait to be written; full at cobnut.ledger.queue")
                .register(meters);
        return committer;
    }

    /// Part of liveness: a process that cannot commit any more is to be started again.
    @Bean
    HealthIndicator committerHealthIndicator(GroupCommitter committer) {
        return () -> (committer.isAlive() ? Health.up() : Health.down())
                .withDetail("queued", committer.queued())
                .build();
    }
}
