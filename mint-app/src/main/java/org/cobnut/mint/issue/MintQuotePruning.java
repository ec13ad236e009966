package org.cobnut.mint.issue;

import java.time.Clock;
import java.util.List;

import org.cobnut.mint.store.Database;
import org.cobnut.mint.store.Transactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Forgets mint quotes that were never paid, long after they have expired: making them costs nobody anything, so there
/// may be any number. They are looked for outside of transactions, and deleted in small ones.
@Component
class MintQuotePruning {

    private static final Logger log = LoggerFactory.getLogger(MintQuotePruning.class);
    private static final int BATCH = 500;
    private static final int BATCHES = 100;

    private final JdbcClient jdbc;
    private final Database database;
    private final Transactions transactions;
    private final IssueSettings settings;
    private final Clock clock;

    MintQuotePruning(
            JdbcClient jdbc, Database database, Transactions transactions, IssueSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.database = database;
        this.transactions = transactions;
        this.settings = settings;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT10M")
    void prune() {
        try {
            int forgotten = 0;
            for (int batch = 0; batch < BATCHES; batch++) {
                var ids = expired();
                forgotten += ids.isEmpty() ? 0 : transactions.write(() -> delete(ids));
                if (ids.size() < BATCH) {
                    break;
                }
            }
            if (forgotten > 0) {
                log.info("{} mint quotes that nobody has paid were forgotten", forgotten);
            }
        } catch (RuntimeException error) {
            log.warn("Old mint quotes could not be forgotten: {}", error.toString());
        }
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
                .param("batch", BATCH)
                .query((row, _) -> row.getString("id"))
                .list();
    }

    /// A quote that is just being paid is locked by that, and is no longer unpaid when this goes on.
    private int delete(List<String> ids) {
        return jdbc.sql("DELETE FROM mint_quote WHERE amount_paid = 0 AND amount_issued = 0 AND "
                        + database.isOneOfTexts("id", ":ids"))
                .param("ids", database.texts(ids))
                .update();
    }
}
