package org.cobnut.mint.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The server's timeouts, which free the rows of a replica that has stopped in the middle of a transaction.
/// Operators set them by role or database: behind a pooler like PgBouncer, a setting of the connection would be
/// lost, or apply to the next client.
record PostgresTimeouts(Map<String, Duration> byName) {

    /// Each must be shorter than the next, and the last one shorter than a replica's lease.
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
