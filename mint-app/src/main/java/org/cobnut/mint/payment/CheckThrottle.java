package org.cobnut.mint.payment;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;

import org.cobnut.mint.store.SqlDialect;
import org.cobnut.mint.store.Transactions;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Whether a processor may be asked now: about one row of a table at most once per interval, over all replicas
/// together. The row's column `last_checked` says when it was asked last.
@Component
public class CheckThrottle {

    /// By how many seconds `last_checked` cannot be ahead of the time. A value further ahead means that the clock
    /// was set back since: the row is due.
    public static final long IMPOSSIBLE_AHEAD = 60;

    private final JdbcClient jdbc;
    private final SqlDialect dialect;
    private final Transactions transactions;
    private final Clock clock;

    public CheckThrottle(JdbcClient jdbc, SqlDialect dialect, Transactions transactions, Clock clock) {
        this.jdbc = jdbc;
        this.dialect = dialect;
        this.transactions = transactions;
        this.clock = clock;
    }

    /// The rows that are checked.
    ///
    /// @param table with a column `last_checked`
    /// @param key its primary key
    /// @param counter an assignment that counts the checks; empty where nobody counts
    public record Rows(String table, String key, String counter) {

        /// Rows of a table of quotes.
        public static Rows ofQuotes(String table) {
            return new Rows(table, "id", "");
        }
    }

    /// Whether a row that was checked at `lastChecked`, in epoch seconds, may be checked now.
    public boolean isDue(long lastChecked, Duration interval) {
        long now = now();
        return lastChecked <= now - interval.toSeconds() || lastChecked > now + IMPOSSIBLE_AHEAD;
    }

    /// Whether a row may be checked now: a question that locks nothing, to be asked before [#take].
    public boolean isDue(Rows rows, String key, Duration interval) {
        return jdbc.sql("SELECT last_checked FROM %s WHERE %s = ?".formatted(rows.table(), rows.key()))
                .param(key)
                .query(Long.class)
                .optional()
                .filter(lastChecked -> isDue(lastChecked, interval))
                .isPresent();
    }

    /// Takes the permission to check rows, in a transaction of its own.
    ///
    /// @return those of `keys` that the caller shall check now; the others were checked lately, or are locked by a
    ///     transaction that pays or mints: that is news enough, and waiting for it could close a circle
    public Set<String> take(Rows rows, Collection<String> keys, Duration interval) {
        if (keys.isEmpty()) {
            return Set.of();
        }
        long now = now();
        return transactions.write(() -> Set.copyOf(jdbc.sql("""
                        UPDATE %2$s SET last_checked = :now%3$s
                        WHERE %1$s IN (
                            SELECT %1$s FROM %2$s
                            WHERE %4$s AND (last_checked <= :before OR last_checked > :ahead)%5$s)
                        RETURNING %1$s
                        """.formatted(
                                rows.key(),
                                rows.table(),
                                rows.counter(),
                                dialect.isOneOfTexts(rows.key(), ":keys"),
                                dialect.forUpdateSkipLocked()))
                .param("now", now)
                .param("keys", dialect.texts(keys))
                .param("before", now - interval.toSeconds())
                .param("ahead", now + IMPOSSIBLE_AHEAD)
                .query((row, _) -> row.getString(1))
                .list()));
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }
}
