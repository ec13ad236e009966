package org.cobnut.mint.issue;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.mint.ledger.Issuance;
import org.cobnut.mint.ledger.QuoteDebit;
import org.cobnut.mint.store.SqlDialect;
import org.cobnut.mint.store.Transactions;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Debits mint quotes in the committer's transactions: table `mint_quote_issued`, and the issued sums of
/// `mint_quote`.
///
/// Batches of single-row statements, since they say row by row what was not there; they take their locks in the order
/// of the debits, which is that of the ids.
@Component
class QuoteIssuance implements Issuance {

    private static final String CLAIM = """
            UPDATE mint_quote
            SET amount_issued = amount_issued + ?,
                updated_at = CASE WHEN updated_at < ? THEN ? ELSE updated_at + 1 END
            WHERE id = ? AND ? <= amount_paid - amount_issued
            """;
    private static final String RECORD = """
            INSERT INTO mint_quote_issued (quote_id, amount, "timestamp", operation_id) VALUES (?, ?, ?, ?)
            """;

    private final MintQuotes quotes;
    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final SqlDialect dialect;

    QuoteIssuance(MintQuotes quotes, JdbcTemplate template, SqlDialect dialect) {
        this.quotes = quotes;
        this.template = template;
        this.jdbc = JdbcClient.create(template);
        this.dialect = dialect;
    }

    @Override
    public Set<String> claim(List<QuoteDebit> debits, Instant now) {
        Transactions.requireOpen();
        long seconds = now.getEpochSecond();
        var rows = debits.stream()
                .map(debit -> {
                    long amount = debit.amount().toLongExact();
                    return new Object[] {amount, seconds, seconds, debit.quoteId(), amount};
                })
                .toList();
        var counts = template.batchUpdate(CLAIM, rows);
        var refused = new HashSet<String>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] != 1) {
                refused.add(debits.get(i).quoteId());
            }
        }
        return refused;
    }

    @Override
    public void record(List<QuoteDebit> debits, Instant now) {
        Transactions.requireOpen();
        var rows = debits.stream()
                .map(debit -> new Object[] {
                    debit.quoteId(),
                    debit.amount().toLongExact(),
                    now.getEpochSecond(),
                    debit.operation().toString()
                })
                .toList();
        template.batchUpdate(RECORD, rows);
    }

    @Override
    public boolean hasDebited(String operation, Set<String> quoteIds) {
        var sql = "SELECT count(DISTINCT quote_id) FROM mint_quote_issued WHERE operation_id = :operation AND "
                + dialect.isOneOfTexts("quote_id", ":quotes");
        long drawn = jdbc.sql(sql)
                .param("operation", operation)
                .param("quotes", dialect.texts(quoteIds))
                .query(Long.class)
                .single();
        return drawn == quoteIds.size();
    }

    @Override
    public CashuException refusal(QuoteDebit debit) {
        return quotes.findById(debit.quoteId())
                .map(quote -> refusal(quote, debit))
                .orElseGet(() -> new CashuException(ErrorCode.QUOTE_UNKNOWN));
    }

    private static CashuException refusal(MintQuote quote, QuoteDebit debit) {
        return switch (quote.state()) {
            case UNPAID -> new CashuException(ErrorCode.QUOTE_NOT_PAID);
            case ISSUED -> new CashuException(ErrorCode.QUOTE_ISSUED);
            case PAID ->
                new CashuException(
                        ErrorCode.UNBALANCED,
                        "the quote has " + quote.mintable() + " left, which is less than " + debit.amount());
        };
    }
}
