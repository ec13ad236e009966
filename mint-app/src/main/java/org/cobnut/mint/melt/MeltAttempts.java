package org.cobnut.mint.melt;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;

import org.cobnut.cashu.Amount;
import org.cobnut.mint.store.Transactions;
import org.cobnut.payment.AttemptId;
import org.cobnut.payment.NodeId;
import org.cobnut.payment.PaymentProof;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Table `melt_attempt`: all payments that were ever given to a node. Rows of a quote change under the
/// quote's lock.
@Repository
class MeltAttempts {

    private final JdbcClient jdbc;
    private final Clock clock;

    MeltAttempts(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// One payment.
    ///
    /// @param node whose word about it counts
    /// @param evidence there once it is known to have arrived
    record Attempt(
            AttemptId id,
            String quoteId,
            NodeId node,
            @Nullable Evidence evidence) {

        boolean isPaid() {
            return evidence != null;
        }
    }

    void add(AttemptId id, String quoteId, NodeId node) {
        Transactions.requireOpen();
        jdbc.sql("INSERT INTO melt_attempt (attempt_id, quote_id, node_id, created_time) VALUES (?, ?, ?, ?)")
                .params(id.toString(), quoteId, node.value(), clock.instant().getEpochSecond())
                .update();
    }

    Optional<Attempt> find(AttemptId id) {
        return jdbc.sql("SELECT * FROM melt_attempt WHERE attempt_id = ?")
                .param(id.toString())
                .query((row, _) -> attempt(row))
                .optional();
    }

    /// Another payment for the same quote that has arrived.
    Optional<Attempt> otherPaid(String quoteId, AttemptId id) {
        return jdbc.sql("""
                SELECT * FROM melt_attempt
                WHERE quote_id = ? AND attempt_id <> ? AND state = 'PAID' ORDER BY attempt_id LIMIT 1
                """)
                .params(quoteId, id.toString())
                .query((row, _) -> attempt(row))
                .optional();
    }

    /// Whatever was known before: evidence outweighs it.
    void markPaid(AttemptId id, Evidence evidence) {
        Transactions.requireOpen();
        jdbc.sql("UPDATE melt_attempt SET state = 'PAID', total_spent = ?, payment_proof = ? WHERE attempt_id = ?")
                .param(evidence.spent().toLongExact())
                .param(evidence.proof() == null ? null : evidence.proof().value())
                .param(id.toString())
                .update();
    }

    void markFailed(AttemptId id) {
        Transactions.requireOpen();
        jdbc.sql("UPDATE melt_attempt SET state = 'FAILED' WHERE attempt_id = ? AND state = 'OPEN'")
                .param(id.toString())
                .update();
    }

    private static Attempt attempt(ResultSet row) throws SQLException {
        var id = AttemptId.parse(row.getString("attempt_id"));
        boolean isPaid = "PAID".equals(row.getString("state"));
        return new Attempt(
                id, row.getString("quote_id"), new NodeId(row.getString("node_id")), isPaid ? evidence(row) : null);
    }

    private static Evidence evidence(ResultSet row) throws SQLException {
        var proof = row.getString("payment_proof");
        return new Evidence(Amount.of(row.getLong("total_spent")), proof == null ? null : new PaymentProof(proof));
    }
}
