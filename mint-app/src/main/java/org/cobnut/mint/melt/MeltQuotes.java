package org.cobnut.mint.melt;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import org.cobnut.mint.store.SqlDialect;
import org.cobnut.mint.store.Transactions;
import org.cobnut.payment.PaymentHash;
import org.jspecify.annotations.Nullable;
import org.springframework.data.jdbc.core.JdbcAggregateOperations;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Table `melt_quote`. Every change of state names the state that it leaves; its partial unique index over
/// payment hashes is what makes one invoice be paid once. Statements whose text depends on the database are
/// here, the others in [MeltQuoteRows].
@Component
class MeltQuotes {

    private static final RowMapper<MeltQuoteRow> ROW = new SimplePropertyRowMapper<>(MeltQuoteRow.class);

    private final MeltQuoteRows rows;
    private final JdbcAggregateOperations aggregates;
    private final JdbcClient jdbc;
    private final SqlDialect dialect;
    private final Clock clock;
    private final MeltEvents events;

    MeltQuotes(
            MeltQuoteRows rows,
            JdbcAggregateOperations aggregates,
            JdbcClient jdbc,
            SqlDialect dialect,
            Clock clock,
            MeltEvents events) {
        this.rows = rows;
        this.aggregates = aggregates;
        this.jdbc = jdbc;
        this.dialect = dialect;
        this.clock = clock;
        this.events = events;
    }

    void add(MeltTerms terms) {
        Transactions.requireOpen();
        aggregates.insert(MeltQuoteRow.of(terms));
    }

    Optional<MeltQuote> find(String id) {
        return rows.findById(id).map(MeltQuoteRow::quote);
    }

    /// All of `ids` that there are, in any order, in one statement.
    List<MeltQuote> find(Collection<String> ids) {
        return jdbc
                .sql("SELECT * FROM melt_quote WHERE " + dialect.isOneOfTexts("id", "?"))
                .param(dialect.texts(ids))
                .query(ROW)
                .list()
                .stream()
                .map(MeltQuoteRow::quote)
                .toList();
    }

    /// The quote, locked against others until the transaction ends.
    MeltQuote lock(String id) {
        Transactions.requireOpen();
        return jdbc.sql("SELECT * FROM melt_quote WHERE id = ?" + dialect.forUpdate())
                .param(id)
                .query(ROW)
                .single()
                .quote();
    }

    /// The quote by which an invoice is being paid, or was.
    Optional<MeltQuote> payerOf(PaymentHash hash) {
        return rows.findPayer(MeltQuoteRow.bytes(hash)).map(MeltQuoteRow::quote);
    }

    /// UNPAID or FAILED → PENDING.
    ///
    /// @return whether it was in one of these states
    /// @throws org.springframework.dao.DuplicateKeyException if the invoice is paid, or is being paid, by
    ///     another quote
    boolean begin(MeltQuote.Pending quote) {
        Transactions.requireOpen();
        return tell(quote, rows.begin(quote.terms().id()));
    }

    /// PENDING → UNPAID or FAILED.
    ///
    /// @return whether it was pending
    boolean release(MeltQuote.Payable quote) {
        Transactions.requireOpen();
        var state = switch (quote) {
            case MeltQuote.Unpaid _ -> "UNPAID";
            case MeltQuote.Failed _ -> "FAILED";
        };
        return tell(quote, rows.release(quote.terms().id(), state));
    }

    /// PENDING → PAID.
    ///
    /// @param isLoss whether more was paid than the wallet has paid for
    /// @return whether it was pending
    boolean settle(MeltQuote.Paid quote, boolean isLoss) {
        Transactions.requireOpen();
        var evidence = quote.evidence();
        return tell(
                quote,
                rows.settle(
                        quote.terms().id(), proof(evidence), evidence.spent().toLongExact(), now(), isLoss));
    }

    /// UNPAID or FAILED → PAID: inside the mint, or by evidence that came late.
    ///
    /// @param isLoss whether the inputs have been released
    /// @return whether it was in one of these states
    /// @throws org.springframework.dao.DuplicateKeyException if the invoice is paid, or is being paid, by
    ///     another quote
    boolean payDirectly(MeltQuote.Paid quote, boolean isLoss) {
        Transactions.requireOpen();
        var evidence = quote.evidence();
        return tell(
                quote,
                rows.payDirectly(
                        quote.terms().id(), proof(evidence), evidence.spent().toLongExact(), now(), isLoss));
    }

    /// Notes that a payment was made for which the mint has not been paid.
    void markLoss(String id) {
        Transactions.requireOpen();
        rows.markLoss(id);
        events.tellOfChange(id);
    }

    /// Tells of the change of a quote, if there was one.
    ///
    /// @return whether there was
    private boolean tell(MeltQuote quote, int changed) {
        if (changed == 1) {
            events.tellOfChange(quote.terms().id());
        }
        return changed == 1;
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }

    private static @Nullable String proof(Evidence evidence) {
        return evidence.proof() == null ? null : evidence.proof().value();
    }
}
