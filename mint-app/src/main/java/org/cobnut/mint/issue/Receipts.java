package org.cobnut.mint.issue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

import org.cobnut.mint.payment.Receipt;
import org.cobnut.mint.store.SqlDialect;
import org.cobnut.payment.Money;
import org.cobnut.payment.NodeId;
import org.cobnut.payment.PaymentMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Tables `mint_quote_payments` and `parked_receipt`. Unique keys, not this code, forbid crediting twice.
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
            INSERT INTO parked_receipt (processor, node_id, unit, payment_method, request_lookup_id, payment_id,
                    amount, amount_unit, received_time, reason)
            VALUES (:processor, :node, :unit, :method, :lookup, :payment, :amount, :amountUnit, :now, :reason)
            ON CONFLICT (request_lookup_id, payment_id, node_id, unit, payment_method) DO NOTHING
            """;
    private static final String PARKED = """
            SELECT id, processor, node_id, unit, payment_method, request_lookup_id, payment_id, amount, amount_unit
            FROM parked_receipt
            """;
    private static final String PARKED_OF_REQUEST = PARKED + "WHERE request_lookup_id = :lookup ORDER BY id";

    /// Only those for which there is a quote that they may belong to, and which it can be credited with: the others
    /// stay for the operator, and are in the way of nothing.
    private static final String PARKED_WITH_QUOTE = PARKED + """
            WHERE id > :after AND amount > 0 AND amount_unit = unit AND EXISTS (
                SELECT 1 FROM mint_quote q
                WHERE q.request_lookup_id = parked_receipt.request_lookup_id
                  AND q.unit = parked_receipt.unit
                  AND q.payment_method = parked_receipt.payment_method
                  AND (q.node_id IS NULL OR q.node_id = parked_receipt.node_id)
                  AND parked_receipt.amount <= 9223372036854775807 - q.amount_paid)
            ORDER BY id
            LIMIT 100
            """;

    /// What the version before has parked in a table of its own, whose key could not tell two nodes apart. Of what it
    /// has found to be in another unit nobody knows in which: that stays there, for the operator.
    private static final String OLD =
            "FROM unmatched_receipt WHERE node_id IS NOT NULL AND reason <> 'the request is in another unit'";
    private static final String COPY_OLD = """
            INSERT INTO parked_receipt (processor, node_id, unit, payment_method, request_lookup_id, payment_id,
                    amount, amount_unit, received_time, reason)
            SELECT processor, node_id, unit, payment_method, request_lookup_id, payment_id,
                   amount, unit, received_time, reason
            """ + OLD + """
             ON CONFLICT (request_lookup_id, payment_id, node_id, unit, payment_method) DO NOTHING
            """;
    private static final String DELETE_OLD = """
            DELETE FROM unmatched_receipt WHERE EXISTS (
                SELECT 1 FROM parked_receipt p
                WHERE p.request_lookup_id = unmatched_receipt.request_lookup_id
                  AND p.payment_id = unmatched_receipt.payment_id
                  AND p.node_id = unmatched_receipt.node_id
                  AND p.unit = unmatched_receipt.unit
                  AND p.payment_method = unmatched_receipt.payment_method)
            """;

    /// A receipt without a quote, and the row that keeps it.
    record Parked(long id, Receipt receipt) {}

    private final JdbcClient jdbc;
    private final String lock;

    Receipts(JdbcClient jdbc, SqlDialect dialect) {
        this.jdbc = jdbc;
        this.lock = "SELECT id FROM mint_quote WHERE request_lookup_id = :lookup" + dialect.forUpdate();
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
                .param("amountUnit", receipt.amount().unit())
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

    /// Some of the receipts whose quote has come meanwhile, in the order of their ids.
    ///
    /// @param after the largest id that has been matched
    List<Parked> parkedWithQuote(long after) {
        return jdbc.sql(PARKED_WITH_QUOTE)
                .param("after", after)
                .query((row, _) -> parked(row))
                .list();
    }

    boolean hasOld() {
        return jdbc.sql("SELECT 1 " + OLD + " LIMIT 1")
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /// Takes over what the version before has parked, or still parks beside this one.
    void adoptOld() {
        jdbc.sql(COPY_OLD).update();
        jdbc.sql(DELETE_OLD).update();
    }

    void remove(Parked parked) {
        jdbc.sql("DELETE FROM parked_receipt WHERE id = :id")
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
                new Money(row.getLong("amount"), row.getString("amount_unit")));
        return new Parked(row.getLong("id"), receipt);
    }
}
