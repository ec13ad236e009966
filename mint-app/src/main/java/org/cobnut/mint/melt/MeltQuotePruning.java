package org.cobnut.mint.melt;

import java.time.Clock;
import java.util.List;

import org.cobnut.mint.replica.Pruning;
import org.cobnut.mint.store.SqlDialect;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Forgets melt quotes that nobody has tried to melt, long after they have expired. One for which a payment was ever
/// given to a node stays: the node may still tell of it.
@Component
class MeltQuotePruning {

    private static final String UNTRIED = """
            state IN ('UNPAID', 'FAILED') AND NOT loss
            AND NOT EXISTS (SELECT 1 FROM melt_attempt a WHERE a.quote_id = melt_quote.id)
            AND NOT EXISTS (SELECT 1 FROM melt_request r WHERE r.quote_id = melt_quote.id)
            AND NOT EXISTS (SELECT 1 FROM proof p WHERE p.quote_id = melt_quote.id)
            """;

    private final JdbcClient jdbc;
    private final SqlDialect dialect;
    private final Pruning pruning;
    private final MeltSettings settings;
    private final Clock clock;

    MeltQuotePruning(JdbcClient jdbc, SqlDialect dialect, Pruning pruning, MeltSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.dialect = dialect;
        this.pruning = pruning;
        this.settings = settings;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT11M")
    void prune() {
        pruning.forget("melt quotes that nobody has tried to melt", this::expired, this::delete);
    }

    private List<String> expired() {
        return jdbc.sql("SELECT id FROM melt_quote WHERE expiry < :before AND " + UNTRIED + " LIMIT :batch")
                .param("before", clock.instant().minus(settings.keepUnpaid()).getEpochSecond())
                .param("batch", Pruning.BATCH)
                .query((row, _) -> row.getString("id"))
                .list();
    }

    private int delete(List<String> ids) {
        return jdbc.sql("DELETE FROM melt_quote WHERE " + dialect.isOneOfTexts("id", ":ids") + " AND " + UNTRIED)
                .param("ids", dialect.texts(ids))
                .update();
    }
}
