package org.cobnut.mint.issue;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

import org.cobnut.mint.store.SqlDialect;
import org.cobnut.mint.store.Transactions;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Whose turn it is to ask a processor about a quote: column `last_checked` of `mint_quote`, for all replicas together.
@Repository
class QuoteCheckThrottle {

    /// A turn so many seconds in the future was taken before somebody set the clock back.
    private static final int IMPOSSIBLE_AHEAD = 60;

    private final JdbcClient jdbc;
    private final SqlDialect dialect;
    private final Transactions transactions;
    private final String take;

    QuoteCheckThrottle(JdbcClient jdbc, SqlDialect dialect, Transactions transactions) {
        this.jdbc = jdbc;
        this.dialect = dialect;
        this.transactions = transactions;
        // Who is just being paid or minted is passed over: that is news enough, and waiting could close a circle.
        this.take = """
                UPDATE mint_quote SET last_checked = :now
                WHERE id IN (
                    SELECT id FROM mint_quote
                    WHERE %s AND (last_checked <= :before OR last_checked > :now + %d)%s)
                RETURNING id
                """.formatted(dialect.isOneOfTexts("id", ":ids"), IMPOSSIBLE_AHEAD, dialect.forUpdateSkipLocked());
    }

    /// Whether [#take] has a chance: a look that locks nothing.
    static boolean isFree(long lastChecked, long now, long before) {
        return lastChecked <= before || lastChecked > now + IMPOSSIBLE_AHEAD;
    }

    /// Takes the turns that are free.
    ///
    /// @param before the latest time, in epoch seconds, at which somebody may have asked
    /// @return the quotes that the caller shall ask about; of none, nobody is asked
    Set<String> take(Collection<String> ids, long now, long before) {
        if (ids.isEmpty()) {
            return Set.of();
        }
        return transactions.write(() -> jdbc
                .sql(take)
                .param("ids", dialect.texts(ids))
                .param("now", now)
                .param("before", before)
                .query((row, _) -> row.getString("id"))
                .stream()
                .collect(Collectors.toSet()));
    }
}
