package org.cobnut.mint.transfer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.cobnut.mint.audit.Audit;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Copies all of a mint's rows from one of our databases to another, whatever their engines.
record DatabaseCopy(JdbcTemplate from, JdbcTemplate to) {

    /// What was copied.
    ///
    /// @param rows how many of each table
    /// @param differences of the two databases afterwards
    record Result(Map<String, Long> rows, List<String> differences) {

        boolean isExact() {
            return differences.isEmpty();
        }
    }

    /// @throws org.cobnut.mint.command.CommandRefusedException if there is something in the other database
    Result run() {
        var target = JdbcClient.create(to);
        EmptyDatabaseCheck.require(target);
        var schema = Objects.requireNonNull(to.execute((ConnectionCallback<Schema>) Schema::of));
        to.update("DELETE FROM keyset_epoch"); // the one row that a migration writes
        var rows = new LinkedHashMap<String, Long>();
        for (var table : schema.tables()) {
            rows.put(table.name(), table.copy(JdbcClient.create(from), to));
        }
        if (isPostgres()) {
            schema.counters().forEach(this::goOnCounting);
        }
        return new Result(rows, differences(schema));
    }

    /// Numbers that were given are never given again; SQLite sees to that by itself.
    private void goOnCounting(String table, String column) {
        to.queryForObject(
                "SELECT setval(pg_get_serial_sequence('%1$s', '%2$s'), COALESCE(MAX(%2$s), 0) + 1, FALSE) FROM %1$s"
                        .formatted(table, column),
                Long.class);
    }

    private boolean isPostgres() {
        return Boolean.TRUE.equals(to.execute((ConnectionCallback<Boolean>)
                connection -> connection.getMetaData().getDatabaseProductName().equals("PostgreSQL")));
    }

    private List<String> differences(Schema schema) {
        var differences = new ArrayList<String>();
        for (var table : schema.tables()) {
            var count = "SELECT COUNT(*) FROM " + table.name();
            var before = from.queryForObject(count, Long.class);
            var after = to.queryForObject(count, Long.class);
            if (!Objects.equals(before, after)) {
                differences.add(table.name() + " had " + before + " rows, and has " + after);
            }
        }
        var before = Audit.report(JdbcClient.create(from), "", Instant.EPOCH);
        var after = Audit.report(JdbcClient.create(to), "", Instant.EPOCH);
        if (!before.equals(after)) {
            differences.add("the audits differ: " + before + " before, " + after + " after");
        }
        return List.copyOf(differences);
    }
}
