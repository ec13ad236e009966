package org.cobnut.mint.audit;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.cobnut.mint.store.ReadTransactions;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Recomputes the books from their rows, all in one snapshot: what it finds is true of one instant, however busy the
/// mint is. It reads whole tables and nobody waits for it.
public final class Audit {

    private static final List<String> TABLES =
            List.of("proof", "blind_signature", "completed_operations", "saga_state", "mint_quote", "melt_quote");

    private final ReadTransactions reads;
    private final Clock clock;

    Audit(ReadTransactions reads, Clock clock) {
        this.reads = reads;
        this.clock = clock;
    }

    AuditReport run() {
        return reads.read(jdbc -> report(jdbc, reads.name(), clock.instant()));
    }

    /// The same within a transaction of the caller's.
    ///
    /// @param database what it is called in the report
    public static AuditReport report(JdbcClient jdbc, String database, Instant at) {
        var keysets = KeysetBooks.all(jdbc);
        var units = UnitBooks.all(jdbc, keysets);
        var discrepancies = Stream.of(
                        keysets.stream().map(KeysetBooks::discrepancies).flatMap(List::stream),
                        units.stream().map(UnitBooks::discrepancy).flatMap(Optional::stream),
                        Checks.RULES.stream().flatMap(rule -> rule.exceptions(jdbc)))
                .flatMap(found -> found)
                .toList();
        var remarks = Stream.concat(
                        keysets.stream().map(KeysetBooks::remarks).flatMap(List::stream),
                        Checks.REMARKS.stream().flatMap(remark -> remark.exceptions(jdbc)))
                .toList();
        return new AuditReport(
                database,
                at,
                discrepancies.isEmpty(),
                counts(jdbc),
                keysets.stream().map(AuditReport.KeysetLine::of).toList(),
                units.stream().map(AuditReport.UnitLine::of).toList(),
                discrepancies,
                remarks);
    }

    private static Map<String, Long> counts(JdbcClient jdbc) {
        var counts = new LinkedHashMap<String, Long>();
        for (var table : TABLES) {
            counts.put(
                    table,
                    jdbc.sql("SELECT COUNT(*) FROM " + table).query(Long.class).single());
        }
        return counts;
    }
}
