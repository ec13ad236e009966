package org.cobnut.mint.melt;

import java.time.Clock;
import java.time.Duration;
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
/// payment hashes is what makes one invoice be paid once. Statements whose text depends on the database are here, the
/// others in [MeltQuoteRows].
@Component
class MeltQuotes {

    /// A turn well in the future was taken before somebody set the clock back.
    private static final String IS_TURN = "(last_checked <= ? OR last_checked > ? + 60)";

    private static final RowMapper<MeltQuoteRow> ROW = new SimplePropertyRowMapper<>(MeltQuoteRow.class);

    private final MeltQuoteRows rows;
    private final JdbcAggregateOperations aggregates;
    private final JdbcClient jdbc;
    private final SqlDialect dialect;
    private final Clock clock;

    MeltQuotes(
            MeltQuoteRows rows, JdbcAggregateOperations aggregates, JdbcClient jdbc, SqlDialect dialect, Clock clock) {
        this.rows = rows;
        this.aggregates = aggregates;
        this.jdbc = jdbc;
        this.dialect = dialect;
        this.clock = clock;
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
        return rows.begin(quote.terms().id()) == 1;
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
        return rows.release(quote.terms().id(), state) == 1;
    }

    /// PENDING → PAID.
    ///
    /// @param isLoss whether more was paid than the wallet has paid for
    /// @return whether it was pending
    boolean settle(MeltQuote.Paid quote, boolean isLoss) {
        Transactions.requireOpen();
        var evidence = quote.evidence();
        return 1
                == rows.settle(
                        quote.terms().id(), proof(evidence), evidence.spent().toLongExact(), now(), isLoss);
    }

    /// UNPAID or FAILED → PAID: inside the mint, or by evidence that came late.
    ///
    /// @param isLoss whether the ecash for it has been given back
    /// @return whether it was in one of these states
    /// @throws org.springframework.dao.DuplicateKeyException if the invoice is paid, or is being paid, by
    ///     another quote
    boolean payAtOnce(MeltQuote.Paid quote, boolean isLoss) {
        Transactions.requireOpen();
        var evidence = quote.evidence();
        return 1
                == rows.payAtOnce(
                        quote.terms().id(), proof(evidence), evidence.spent().toLongExact(), now(), isLoss);
    }

    /// Allows one question to the processor per `interval` because of wallets, whoever on whichever replica
    /// asks first. Its owner's own questions have their turns in the saga: wallets that poll must not
    /// starve them.
    ///
    /// @return whether the caller may ask now
    boolean takeTurn(String id, Duration interval) {
        Transactions.requireOpen();
        long now = clock.instant().getEpochSecond();
        return 1
                == jdbc.sql("UPDATE melt_quote SET last_checked = ? WHERE id = ? AND " + IS_TURN)
                        .params(now, id, now - interval.toSeconds(), now)
                        .update();
    }

    /// Whether [#takeTurn] has a chance: a look that locks nothing.
    boolean isTurn(String id, Duration interval) {
        long now = clock.instant().getEpochSecond();
        return jdbc.sql("SELECT 1 FROM melt_quote WHERE id = ? AND " + IS_TURN)
                .params(id, now - interval.toSeconds(), now)
                .query((row, _) -> row.getInt(1))
                .optional()
                .isPresent();
    }

    /// Notes that a payment was made for which the mint has not been paid.
    void markLoss(String id) {
        Transactions.requireOpen();
        rows.markLoss(id);
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }

    private static @Nullable String proof(Evidence evidence) {
        return evidence.proof() == null ? null : evidence.proof().value();
    }
}
