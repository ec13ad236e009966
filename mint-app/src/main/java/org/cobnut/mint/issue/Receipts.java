package org.cobnut.mint.issue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

import org.cobnut.mint.payment.Receipt;
import org.cobnut.mint.store.Database;
import org.cobnut.payment.Money;
import org.cobnut.payment.NodeId;
import org.cobnut.payment.PaymentMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Tables `mint_quote_payments` and `unmatched_receipt`. Unique keys, not this code, forbid crediting twice.
@Repository
class Receipts {

    /// What an event that could not be read is kept as: no request has such an id.
    private static final String UNREADABLE = "unreadable";

    private static final String ADD = """
            INSERT INTO mint_quote_payments (quote_id, payment_id, "timestamp", amount)
            VALUES (:quote, :payment, :now, :amount)
            ON CONFLICT (quote_id, payment_id) DO NOTHING
            """;
    private static final String PARK = """
            INSERT INTO unmatched_receipt (processor, node_id, unit, payment_method, request_lookup_id, payment_id,
                    amount, received_time, reason)
            VALUES (:processor, :node, :unit, :method, :lookup, :payment, :amount, :now, :reason)
            ON CONFLICT (request_lookup_id, payment_id) DO NOTHING
            """;
    private static final String PARKED = """
            SELECT id, processor, node_id, unit, payment_method, request_lookup_id, payment_id, amount
            FROM unmatched_receipt
            """;
    private static final String PARKED_OF_REQUEST = PARKED + "WHERE request_lookup_id = :lookup";

    /// Only those for which there is a quote that they may belong to, and which it can be credited with: the others
    /// stay for the operator, and stand in nobody's way.
    private static final String PARKED_WITH_QUOTE = PARKED + """
            WHERE amount > 0 AND EXISTS (
                SELECT 1 FROM mint_quote q
                WHERE q.request_lookup_id = unmatched_receipt.request_lookup_id
                  AND q.unit = unmatched_receipt.unit
                  AND q.payment_method = unmatched_receipt.payment_method
                  AND (q.node_id IS NULL OR q.node_id = unmatched_receipt.node_id)
                  AND unmatched_receipt.amount <= 9223372036854775807 - q.amount_paid)
            ORDER BY id
            LIMIT 100
            """;

    /// A receipt without a quote, and the row that keeps it.
    record Parked(long id, Receipt receipt) {}

    private final JdbcClient jdbc;
    private final String lock;

    Receipts(JdbcClient jdbc, Database database) {
        this.jdbc = jdbc;
        this.lock = "SELECT id FROM mint_quote WHERE request_lookup_id = :lookup" + database.forUpdate();
    }

    /// Locks the quote of a request until the transaction ends.
    ///
    /// @return its id
    Optional<String> lockQuote(String lookupId) {
        return jdbc.sql(lock).param("lookup", lookupId).query(String.class).optional();
    }

    /// Writes down that a quote was paid.
    ///
    /// @return whether that is new
    boolean add(String quoteId, String paymentId, long amount, long now) {
        int added = jdbc.sql(ADD)
                .param("quote", quoteId)
                .param("payment", paymentId)
                .param("now", now)
                .param("amount", amount)
                .update();
        return added == 1;
    }

    /// Keeps a receipt that no quote can be credited for now; a second time, this changes nothing.
    void park(Receipt receipt, String reason, long now) {
        var source = receipt.source();
        jdbc.sql(PARK)
                .param("processor", source.processor())
                .param("node", source.node().value())
                .param("unit", source.unit())
                .param("method", source.method().name())
                .param("lookup", receipt.lookupId())
                .param("payment", receipt.paymentId())
                .param("amount", receipt.amount().amount())
                .param("now", now)
                .param("reason", reason)
                .update();
    }

    /// Keeps an event that could not be read.
    void parkUnreadable(Receipt.Source source, String id, long now) {
        var paymentId = source.node() + ":" + id;
        park(new Receipt(source, UNREADABLE, paymentId, new Money(0, source.unit())), "cannot be read", now);
    }

    List<Parked> parked(String lookupId) {
        return jdbc.sql(PARKED_OF_REQUEST)
                .param("lookup", lookupId)
                .query((row, _) -> parked(row))
                .list();
    }

    /// Some of the receipts whose quote has come meanwhile.
    List<Parked> parkedWithQuote() {
        return jdbc.sql(PARKED_WITH_QUOTE).query((row, _) -> parked(row)).list();
    }

    void remove(Parked parked) {
        jdbc.sql("DELETE FROM unmatched_receipt WHERE id = :id")
                .param("id", parked.id())
                .update();
    }

    private static Parked parked(ResultSet row) throws SQLException {
        var unit = row.getString("unit");
        var source = new Receipt.Source(
                row.getString("processor"),
                new NodeId(row.getString("node_id")),
                unit,
                new PaymentMethod(row.getString("payment_method")));
        var receipt = new Receipt(
                source,
                row.getString("request_lookup_id"),
                row.getString("payment_id"),
                new Money(row.getLong("amount"), unit));
        return new Parked(row.getLong("id"), receipt);
    }
}
