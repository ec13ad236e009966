package org.cobnut.mint.transfer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.cobnut.mint.command.CommandRefusedException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What was under way when CDK's mint was stopped. A swap is finished or undone, by whether its outputs are signed. A
/// melt of which nothing was sent is undone; one that was paid gets its change from us; of one that may have been paid
/// the inputs stay reserved.
final class CdkOperations {

    /// The node of a payment that CDK has made: none that our processors speak for.
    private static final String NODE = "imported";

    private final JdbcClient target;
    private final Instant now;
    private final List<String> notes = new ArrayList<>();

    CdkOperations(JdbcClient target, Instant now) {
        this.target = target;
        this.now = now;
    }

    /// One that was under way.
    ///
    /// @param quote empty if nothing is left of it
    private record Melt(
            String operation,
            String state,
            String quote,
            @Nullable String data) {}

    /// Ends or continues all of it.
    ///
    /// @return what the operator should know
    List<String> settle() {
        var swaps = target.sql("""
                SELECT operation_id FROM saga_state WHERE operation_kind = 'swap'
                UNION
                SELECT operation_id FROM proof
                WHERE state = 'PENDING' AND operation_kind = 'swap' AND operation_id IS NOT NULL
                """).query((row, _) -> row.getString(1)).list();
        swaps.forEach(this::settleSwap);
        melts().forEach(this::settleMelt);
        noteStrays();
        return notes;
    }

    private void settleSwap(String operation) {
        long signed = count("SELECT COUNT(*) FROM blind_signature WHERE operation_id = ? AND c IS NOT NULL", operation);
        long unsigned = count("SELECT COUNT(*) FROM blind_signature WHERE operation_id = ? AND c IS NULL", operation);
        long pending = count("SELECT COUNT(*) FROM proof WHERE operation_id = ? AND state = 'PENDING'", operation);
        long all = count("SELECT COUNT(*) FROM proof WHERE operation_id = ?", operation);
        update("DELETE FROM saga_state WHERE operation_id = ?", operation);
        if (signed == 0 && (unsigned > 0 || all == pending)) {
            release(operation);
            notes.add("swap " + operation + " was not signed: its " + pending + " inputs are unspent again");
        } else { // even if in part: a wallet may have what is signed
            update("UPDATE proof SET state = 'SPENT' WHERE operation_id = ? AND state = 'PENDING'", operation);
            forgetUnsigned(operation);
            complete(operation);
            notes.add("swap " + operation + " was signed: its " + pending + " pending inputs are spent");
        }
    }

    private void complete(String operation) {
        target.sql("""
                INSERT INTO completed_operations (operation_id, operation_kind, completed_at, total_issued,
                                                  total_redeemed, fee_collected)
                SELECT spent.operation_id, 'swap', CAST(? AS BIGINT), signed.amount, spent.amount,
                       spent.amount - signed.amount
                FROM (SELECT operation_id, SUM(amount) AS amount FROM proof WHERE operation_id = ?
                      GROUP BY operation_id) spent
                JOIN (SELECT operation_id, SUM(amount) AS amount FROM blind_signature
                      WHERE operation_id = ? AND c IS NOT NULL GROUP BY operation_id) signed
                     ON signed.operation_id = spent.operation_id
                ON CONFLICT DO NOTHING
                """).params(now.getEpochSecond(), operation, operation).update();
    }

    private List<Melt> melts() {
        return target.sql("""
                SELECT s.operation_id, s.state, s.finalization_data,
                       COALESCE(s.quote_id, (SELECT MAX(p.quote_id) FROM proof p WHERE p.operation_id = s.operation_id),
                                '') AS quote
                FROM saga_state s WHERE s.operation_kind = 'melt'
                """)
                .query((row, _) -> new Melt(
                        row.getString("operation_id"),
                        row.getString("state"),
                        row.getString("quote"),
                        row.getString("finalization_data")))
                .list();
    }

    private void settleMelt(Melt melt) {
        if (melt.quote().isEmpty()) {
            update("DELETE FROM saga_state WHERE operation_id = ?", melt.operation());
            notes.add("melt " + melt.operation() + " has neither a quote nor inputs: it is forgotten");
            return;
        }
        switch (melt.state()) {
            case "setup_complete", "payment_failed" -> {
                update("UPDATE melt_quote SET state = 'UNPAID' WHERE id = ? AND state = 'PENDING'", melt.quote());
                update("DELETE FROM melt_request WHERE quote_id = ?", melt.quote());
                update("DELETE FROM saga_state WHERE operation_id = ?", melt.operation());
                release(melt.operation());
                notes.add("melt " + melt.operation() + " was not sent: its inputs are unspent again");
            }
            case "payment_attempted", "payment_pending", "finalizing" -> continueMelt(melt);
            default ->
                throw new CommandRefusedException(
                        "melt " + melt.operation() + " is in a state of which we know nothing: " + melt.state());
        }
    }

    /// In our states: `paid` is finished at the first start, `attempted` waits for its node.
    private void continueMelt(Melt melt) {
        var payment = CdkPayment.of(target, melt.quote(), melt.data());
        var spent = payment.map(CdkPayment::spent).orElse(null);
        target.sql("UPDATE melt_quote SET state = ?, total_spent = ?, payment_proof = ? WHERE id = ?")
                .param(spent == null ? "PENDING" : "PAID")
                .param(spent)
                .param(payment.map(CdkPayment::proof).orElse(null))
                .param(melt.quote())
                .update();
        target.sql("UPDATE proof SET state = ? WHERE operation_id = ?")
                .params(spent == null ? "PENDING" : "SPENT", melt.operation())
                .update();
        target.sql("""
                UPDATE saga_state
                SET state = ?, quote_id = ?, attempt_id = operation_id, node_id = ?,
                    lookup_id = (SELECT request_lookup_id FROM melt_quote WHERE id = ?),
                    lookup_id_kind = (SELECT request_lookup_id_kind FROM melt_quote WHERE id = ?)
                WHERE operation_id = ?
                """)
                .params(spent == null ? "attempted" : "paid", melt.quote(), NODE, melt.quote(), melt.quote())
                .param(melt.operation())
                .update();
        target.sql("""
                INSERT INTO melt_attempt (attempt_id, quote_id, node_id, state, total_spent, payment_proof, created_time)
                VALUES (?, ?, ?, ?, ?, (SELECT payment_proof FROM melt_quote WHERE id = ?), ?)
                """)
                .params(melt.operation(), melt.quote(), NODE, spent == null ? "OPEN" : "PAID")
                .param(spent)
                .params(melt.quote(), now.getEpochSecond())
                .update();
        notes.add(
                spent == null
                        ? "melt " + melt.operation() + " may have been paid: its inputs stay reserved. Let CDK's mint"
                                + " finish it before you import, or look at its node"
                        : "melt " + melt.operation() + " was paid: the first start signs its change");
    }

    private void release(String operation) {
        update("DELETE FROM proof WHERE operation_id = ? AND state = 'PENDING'", operation);
        forgetUnsigned(operation);
    }

    private void forgetUnsigned(String operation) {
        update("DELETE FROM blind_signature WHERE operation_id = ? AND c IS NULL", operation);
    }

    private void noteStrays() {
        var pending = """
                SELECT COUNT(*) FROM proof p WHERE p.state = 'PENDING'
                AND NOT EXISTS (SELECT 1 FROM saga_state s WHERE s.operation_id = p.operation_id)
                """;
        long strays = target.sql(pending).query(Long.class).single();
        if (strays > 0) {
            notes.add(strays + " pending proofs belong to nothing that is under way, and stay pending");
        }
    }

    private long count(String sql, String operation) {
        return target.sql(sql).param(operation).query(Long.class).single();
    }

    private void update(String sql, String id) {
        target.sql(sql).param(id).update();
    }
}
