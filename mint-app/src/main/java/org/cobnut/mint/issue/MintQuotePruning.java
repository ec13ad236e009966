package org.cobnut.mint.issue;

import java.time.Clock;
import java.util.List;

import org.cobnut.mint.replica.Pruning;
import org.cobnut.mint.store.SqlDialect;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Forgets mint quotes that were never paid, long after they have expired: making them costs nobody anything, so there
/// may be any number.
@Component
class MintQuotePruning {

    private final JdbcClient jdbc;
    private final SqlDialect dialect;
    private final Pruning pruning;
    private final IssueSettings settings;
    private final Clock clock;

    MintQuotePruning(JdbcClient jdbc, SqlDialect dialect, Pruning pruning, IssueSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.dialect = dialect;
        this.pruning = pruning;
        this.settings = settings;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT10M")
    void prune() {
        pruning.forget("mint quotes that nobody has paid", this::expired, this::delete);
    }

    private List<String> expired() {
        return jdbc.sql("""
                        SELECT id FROM mint_quote q
                        WHERE amount_paid = 0 AND amount_issued = 0 AND expiry <> 0 AND expiry < :before
                          AND NOT EXISTS (SELECT 1 FROM mint_quote_payments p WHERE p.quote_id = q.id)
                          AND NOT EXISTS (SELECT 1 FROM parked_receipt r WHERE r.request_lookup_id = q.request_lookup_id)
                        LIMIT :batch
                        """)
                .param("before", clock.instant().minus(settings.keepUnpaid()).getEpochSecond())
                .param("batch", Pruning.BATCH)
                .query((row, _) -> row.getString("id"))
                .list();
    }

    /// A quote that is just being paid is locked by that, and is no longer unpaid when this goes on.
    private int delete(List<String> ids) {
        return jdbc.sql("DELETE FROM mint_quote WHERE amount_paid = 0 AND amount_issued = 0 AND "
                        + dialect.isOneOfTexts("id", ":ids"))
                .param("ids", dialect.texts(ids))
                .update();
    }
}
