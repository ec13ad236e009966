package org.cobnut.acceptance;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

import static org.assertj.core.api.Assertions.assertThat;

/// A mint's tables, audited from outside.
///
/// @param url JDBC address
record Books(String url) {

    /// Asserts what must hold at every instant, whoever writes meanwhile.
    void requireConsistent() {
        assertThat(violations(BookRule::holdsAlways)).isEmpty();
    }

    /// Asserts that, and that nothing is under way.
    void requireAtRest() {
        assertThat(violations(_ -> true)).isEmpty();
    }

    /// Whether operations are under way.
    boolean isBusy() {
        return !violations(rule -> !rule.holdsAlways()).isEmpty();
    }

    /// How often each external invoice counts as paid, by its payment hash.
    Map<String, Long> payments() {
        var payments = new TreeMap<String, Long>();
        rows("""
            SELECT %1$s FROM melt_quote WHERE state = 'PAID' AND %1$s NOT IN
                (SELECT request_lookup_id FROM mint_quote WHERE request_lookup_id IS NOT NULL)
            """.formatted(hash())).forEach(hash -> payments.merge(hash, 1L, Long::sum));
        return payments;
    }

    /// What came from outside for each payment hash.
    Map<String, Long> receipts() {
        var receipts = new TreeMap<String, Long>();
        rows("""
            SELECT q.request_lookup_id || ' ' || SUM(p.amount)
            FROM mint_quote_payments p JOIN mint_quote q ON q.id = p.quote_id
            WHERE p.payment_id NOT IN (SELECT id FROM melt_quote)
            GROUP BY q.request_lookup_id
            """).forEach(row -> {
            int space = row.indexOf(' ');
            receipts.put(row.substring(0, space), Long.parseLong(row.substring(space + 1)));
        });
        return receipts;
    }

    private String hash() {
        return isSqlite() ? "lower(hex(payment_hash))" : "encode(payment_hash, 'hex')";
    }

    private boolean isSqlite() {
        return url.startsWith("jdbc:sqlite:");
    }

    /// What one snapshot has against the rules.
    private Map<BookRule, List<String>> violations(Predicate<BookRule> which) {
        var violations = new EnumMap<BookRule, List<String>>(BookRule.class);
        try (var connection = DriverManager.getConnection(url)) {
            if (!isSqlite()) {
                connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            }
            connection.setAutoCommit(false);
            for (var rule : Arrays.stream(BookRule.values()).filter(which).toList()) {
                var found = rows(connection, rule.violations());
                if (!found.isEmpty()) {
                    violations.put(rule, found);
                }
            }
            connection.rollback();
            return violations;
        } catch (SQLException e) {
            throw new IllegalStateException("the books cannot be read", e);
        }
    }

    /// The first column of what a query finds.
    List<String> rows(String sql) {
        try (var connection = DriverManager.getConnection(url)) {
            return rows(connection, sql);
        } catch (SQLException e) {
            throw new IllegalStateException("the books cannot be read", e);
        }
    }

    private static List<String> rows(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var found = new ArrayList<String>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }
}
