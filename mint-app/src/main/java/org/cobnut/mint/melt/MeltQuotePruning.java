package org.cobnut.mint.melt;

import java.time.Clock;
import java.util.List;

import org.cobnut.mint.store.Database;
import org.cobnut.mint.store.Transactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Forgets melt quotes that nobody has tried to melt, long after they have expired. One for which a payment was ever
/// given to a node stays: the node may still tell of it.
@Component
class MeltQuotePruning {

    private static final Logger log = LoggerFactory.getLogger(MeltQuotePruning.class);
    private static final int BATCH = 500;
    private static final int BATCHES = 100;

    private static final String UNTRIED = """
            state IN ('UNPAID', 'FAILED') AND NOT loss
            AND NOT EXISTS (SELECT 1 FROM melt_attempt a WHERE a.quote_id = melt_quote.id)
            AND NOT EXISTS (SELECT 1 FROM melt_request r WHERE r.quote_id = melt_quote.id)
            AND NOT EXISTS (SELECT 1 FROM proof p WHERE p.quote_id = melt_quote.id)
            """;

    private final JdbcClient jdbc;
    private final Database database;
    private final Transactions transactions;
    private final MeltSettings settings;
    private final Clock clock;

    MeltQuotePruning(
            JdbcClient jdbc, Database database, Transactions transactions, MeltSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.database = database;
        this.transactions = transactions;
        this.settings = settings;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT11M")
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
                log.info("{} melt quotes that nobody has tried to melt were forgotten", forgotten);
            }
        } catch (RuntimeException error) {
            log.warn("Old melt quotes could not be forgotten: {}", error.toString());
        }
    }

    private List<String> expired() {
        return jdbc.sql("SELECT id FROM melt_quote WHERE expiry < :before AND " + UNTRIED + " LIMIT :batch")
                .param("before", clock.instant().minus(settings.keepUnpaid()).getEpochSecond())
                .param("batch", BATCH)
                .query((row, _) -> row.getString("id"))
                .list();
    }

    private int delete(List<String> ids) {
        return jdbc.sql("DELETE FROM melt_quote WHERE " + database.isOneOfTexts("id", ":ids") + " AND " + UNTRIED)
                .param("ids", database.texts(ids))
                .update();
    }
}
