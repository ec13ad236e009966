package org.cobnut.mint.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The server's timeouts, by which it frees the rows of a replica that has stopped in the middle of a transaction. They
/// are set by role or database: what a connection sets by itself is lost, or left to the next client, behind a pooler
/// like PgBouncer.
record PostgresTimeouts(Map<String, Duration> byName) {

    /// Each shorter than the next, and the last shorter than a replica's lease.
    private static final List<String> ORDER =
            List.of("deadlock_timeout", "idle_in_transaction_session_timeout", "lock_timeout", "statement_timeout");

    private static final Duration LEASE = Duration.ofSeconds(30);

    static PostgresTimeouts of(Connection connection) throws SQLException {
        var byName = new HashMap<String, Duration>();
        try (var statement = connection.createStatement();
                var settings = statement.executeQuery(
                        "SELECT name, setting FROM pg_settings WHERE name LIKE '%\\_timeout' AND unit = 'ms'")) {
            while (settings.next()) {
                byName.put(settings.getString(1), Duration.ofMillis(settings.getLong(2)));
            }
        }
        return new PostgresTimeouts(byName);
    }

    /// What an operator should change, if anything.
    Optional<String> advice() {
        var shorter = Duration.ZERO;
        for (var name : ORDER) {
            var timeout = byName.getOrDefault(name, Duration.ZERO);
            if (timeout.compareTo(shorter) <= 0) {
                return Optional.of(advice(name + " is " + (timeout.isZero() ? "off" : "too short")));
            }
            shorter = timeout;
        }
        return shorter.compareTo(LEASE) < 0
                ? Optional.empty()
                : Optional.of(advice("statement_timeout is longer than a replica's lease"));
    }

    private static String advice(String finding) {
        return finding + ", so a replica that stops in a transaction can hold up the others. Set for the mint's role"
                + " (ALTER ROLE … SET …) idle_in_transaction_session_timeout = '5s', lock_timeout = '10s' and"
                + " statement_timeout = '20s'";
    }
}
