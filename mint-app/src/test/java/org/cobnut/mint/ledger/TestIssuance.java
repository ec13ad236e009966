package org.cobnut.mint.ledger;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.mint.store.TestDatabase;
import org.cobnut.mint.store.Transactions;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Mint quotes as the feature that owns them treats them, one by one.
public final class TestIssuance implements Issuance {

    private final JdbcClient jdbc;
    private Runnable beforeClaim = () -> {};

    TestIssuance(TestDatabase database) {
        this.jdbc = database.jdbc();
    }

    /// Runs in the committer's thread and transaction before each claim.
    public void beforeClaim(Runnable action) {
        beforeClaim = action;
    }

    public void addPaid(String quoteId, long amount) {
        jdbc.sql("INSERT INTO mint_quote (id, unit, request, expiry, amount_paid) VALUES (?, 'sat', ?, 0, ?)")
                .params(quoteId, "request of " + quoteId, amount)
                .update();
    }

    public long issued(String quoteId) {
        return jdbc.sql("SELECT amount_issued FROM mint_quote WHERE id = ?")
                .param(quoteId)
                .query(Long.class)
                .single();
    }

    @Override
    public Set<String> claim(List<QuoteDebit> debits, Instant now) {
        Transactions.requireOpen();
        beforeClaim.run();
        var insufficientQuotes = new HashSet<String>();
        for (var draw : debits) {
            long amount = draw.amount().toLongExact();
            int claimed = jdbc.sql("""
                            UPDATE mint_quote SET amount_issued = amount_issued + ?
                            WHERE id = ? AND amount_issued + ? <= amount_paid
                            """).params(amount, draw.quoteId(), amount).update();
            if (claimed == 0) {
                insufficientQuotes.add(draw.quoteId());
            }
        }
        return insufficientQuotes;
    }

    @Override
    public void record(List<QuoteDebit> debits, Instant now) {
        for (var draw : debits) {
            jdbc.sql(
                            "INSERT INTO mint_quote_issued (quote_id, amount, \"timestamp\", operation_id) VALUES (?, ?, ?, ?)")
                    .params(
                            draw.quoteId(),
                            draw.amount().toLongExact(),
                            now.getEpochSecond(),
                            draw.operation().toString())
                    .update();
        }
    }

    @Override
    public boolean hasDebited(String operation, Set<String> quoteIds) {
        var drawn = jdbc.sql("SELECT quote_id FROM mint_quote_issued WHERE operation_id = ?")
                .param(operation)
                .query((row, _) -> row.getString(1))
                .set();
        return drawn.containsAll(quoteIds);
    }

    @Override
    public CashuException refusal(QuoteDebit draw) {
        return new CashuException(ErrorCode.QUOTE_ISSUED);
    }
}
