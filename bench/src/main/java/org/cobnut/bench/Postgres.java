package org.cobnut.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/// A mint's PostgreSQL, on this machine.
final class Postgres implements AutoCloseable {

    private final Connection connection;
    private final Processes processes;
    private final long server;

    Postgres(String jdbcUrl, Processes processes) throws SQLException {
        this.connection = DriverManager.getConnection(jdbcUrl);
        this.processes = processes;
        this.server = processes.parent(number("SELECT pg_backend_pid()"));
    }

    /// CPU time of all its processes, in milliseconds; NaN if it runs where they cannot be seen.
    double cpuMillis() {
        return server == 0 ? Double.NaN : processes.cpuMillisWithChildren(server);
    }

    /// How many transactions have written. Counted by their ids: pg_stat_database lags by up to ten seconds, and counts
    /// those that only read.
    double writeTransactions() {
        try {
            return number("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint");
        } catch (SQLException e) {
            throw new IllegalStateException("the database does not answer", e);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private long number(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
