package org.cobnut.mint.melt;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.Unit;
import org.cobnut.mint.store.SqlDialect;
import org.cobnut.mint.store.Transactions;
import org.cobnut.payment.PaymentHash;
import org.cobnut.payment.PaymentMethod;
import org.cobnut.payment.PaymentProof;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Table `melt_quote`. Every change of state names the state that it leaves; its partial unique index over
/// payment hashes is what makes one invoice be paid once.
@Repository
class MeltQuotes {

    private final JdbcClient jdbc;
    private final SqlDialect dialect;
    private final Clock clock;
    private final MeltEvents events;

    MeltQuotes(JdbcClient jdbc, SqlDialect dialect, Clock clock, MeltEvents events) {
        this.jdbc = jdbc;
        this.dialect = dialect;
        this.clock = clock;
        this.events = events;
    }

    void add(MeltTerms terms) {
        Transactions.requireOpen();
        jdbc.sql("""
                INSERT INTO melt_quote (id, unit, amount, request, fee_reserve, expiry, created_time, payment_method,
                                        options, payment_hash)
                VALUES (:id, :unit, :amount, :request, :feeReserve, :expiry, :created, :method, :options, :hash)
                """)
                .param("id", terms.id())
                .param("unit", terms.unit().name())
                .param("amount", terms.amount().toLongExact())
                .param("request", StoredRequest.write(terms.method(), terms.request()))
                .param("feeReserve", terms.feeReserve().toLongExact())
                .param("expiry", terms.expiry().getEpochSecond())
                .param("created", terms.createdAt().getEpochSecond())
                .param("method", terms.method().name())
                .param("options", StoredRequest.writePart(terms.part()))
                .param(
                        "hash",
                        terms.hash() == null
                                ? null
                                : HexFormat.of().parseHex(terms.hash().hex()))
                .update();
    }

    Optional<MeltQuote> find(String id) {
        return jdbc.sql("SELECT * FROM melt_quote WHERE id = ?")
                .param(id)
                .query((row, _) -> quote(row))
                .optional();
    }

    /// All of `ids` that there are, in any order, in one statement.
    List<MeltQuote> find(Collection<String> ids) {
        return jdbc.sql("SELECT * FROM melt_quote WHERE " + dialect.isOneOfTexts("id", "?"))
                .param(dialect.texts(ids))
                .query((row, _) -> quote(row))
                .list();
    }

    /// The quote, locked against others until the transaction ends.
    MeltQuote lock(String id) {
        Transactions.requireOpen();
        return jdbc.sql("SELECT * FROM melt_quote WHERE id = ?" + dialect.forUpdate())
                .param(id)
                .query((row, _) -> quote(row))
                .single();
    }

    /// The quote by which an invoice is being paid, or was.
    Optional<MeltQuote> payerOf(PaymentHash hash) {
        return jdbc.sql("SELECT * FROM melt_quote WHERE payment_hash = ? AND state IN ('PENDING', 'PAID')")
                .param(HexFormat.of().parseHex(hash.hex()))
                .query((row, _) -> quote(row))
                .optional();
    }

    /// UNPAID or FAILED → PENDING.
    ///
    /// @return whether it was in one of these states
    /// @throws org.springframework.dao.DuplicateKeyException if the invoice is paid, or is being paid, by
    ///     another quote
    boolean begin(MeltQuote.Pending quote) {
        Transactions.requireOpen();
        return tell(
                quote,
                jdbc.sql("UPDATE melt_quote SET state = 'PENDING' WHERE id = ? AND state IN ('UNPAID', 'FAILED')")
                        .param(quote.terms().id())
                        .update());
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
        return tell(
                quote,
                jdbc.sql("UPDATE melt_quote SET state = ? WHERE id = ? AND state = 'PENDING'")
                        .params(state, quote.terms().id())
                        .update());
    }

    /// PENDING → PAID.
    ///
    /// @param isLoss whether more was paid than the wallet has paid for
    /// @return whether it was pending
    boolean settle(MeltQuote.Paid quote, boolean isLoss) {
        return pay(quote, isLoss, "state = 'PENDING'");
    }

    /// UNPAID or FAILED → PAID: inside the mint, or by evidence that came late.
    ///
    /// @param isLoss whether the ecash for it has been given back
    /// @return whether it was in one of these states
    /// @throws org.springframework.dao.DuplicateKeyException if the invoice is paid, or is being paid, by
    ///     another quote
    boolean payAtOnce(MeltQuote.Paid quote, boolean isLoss) {
        return pay(quote, isLoss, "state IN ('UNPAID', 'FAILED')");
    }

    private boolean pay(MeltQuote.Paid quote, boolean isLoss, String left) {
        Transactions.requireOpen();
        var evidence = quote.evidence();
        return tell(
                quote,
                jdbc.sql("""
                        UPDATE melt_quote
                        SET state = 'PAID', payment_proof = :proof, total_spent = :spent, paid_time = :now, loss = :loss
                        WHERE id = :id AND\s""" + left)
                        .param(
                                "proof",
                                evidence.proof() == null
                                        ? null
                                        : evidence.proof().value())
                        .param("spent", evidence.spent().toLongExact())
                        .param("now", clock.instant().getEpochSecond())
                        .param("loss", isLoss)
                        .param("id", quote.terms().id())
                        .update());
    }

    /// Notes that a payment was made for which the mint has not been paid.
    void markLoss(String id) {
        Transactions.requireOpen();
        jdbc.sql("UPDATE melt_quote SET loss = TRUE WHERE id = ?").param(id).update();
        events.tellOfChange(id);
    }

    /// Tells of the change of a quote, if there was one.
    ///
    /// @return whether there was
    private boolean tell(MeltQuote quote, int rows) {
        if (rows == 1) {
            events.tellOfChange(quote.terms().id());
        }
        return rows == 1;
    }

    private static MeltQuote quote(ResultSet row) throws SQLException {
        var terms = terms(row);
        return switch (Objects.requireNonNull(row.getString("state"))) {
            case "UNPAID" -> new MeltQuote.Unpaid(terms);
            case "PENDING" -> new MeltQuote.Pending(terms);
            case "FAILED" -> new MeltQuote.Failed(terms);
            case "PAID" -> new MeltQuote.Paid(terms, evidence(row, terms));
            default -> throw new IllegalStateException("a melt quote in no state");
        };
    }

    private static MeltTerms terms(ResultSet row) throws SQLException {
        return new MeltTerms(
                row.getString("id"),
                new Unit(row.getString("unit")),
                new PaymentMethod(row.getString("payment_method").toLowerCase(java.util.Locale.ROOT)),
                StoredRequest.read(row.getString("request")),
                StoredRequest.readPart(row.getString("options")),
                Amount.of(row.getLong("amount")),
                Amount.of(row.getLong("fee_reserve")),
                hash(row.getBytes("payment_hash")),
                Instant.ofEpochSecond(row.getLong("expiry")),
                Instant.ofEpochSecond(row.getLong("created_time")));
    }

    /// Rows that another mint wrote do not say what was spent.
    private static Evidence evidence(ResultSet row, MeltTerms terms) throws SQLException {
        var proof = row.getString("payment_proof");
        long spent = row.getLong("total_spent");
        return new Evidence(
                row.wasNull() ? terms.amount() : Amount.of(spent), proof == null ? null : new PaymentProof(proof));
    }

    private static @Nullable PaymentHash hash(byte @Nullable [] bytes) {
        return bytes == null ? null : new PaymentHash(HexFormat.of().formatHex(bytes));
    }
}
