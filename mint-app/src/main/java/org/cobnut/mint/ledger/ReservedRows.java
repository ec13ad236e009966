package org.cobnut.mint.ledger;

import java.time.Clock;
import java.util.Comparator;
import java.util.List;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.BlindedMessage;
import org.cobnut.cashu.KeysetId;
import org.cobnut.cashu.ProofState;
import org.cobnut.cashu.crypto.Curve;
import org.cobnut.cashu.crypto.Point;
import org.cobnut.mint.store.SqlDialect;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The rows that an operation under way has in the book: proofs that are reserved, and outputs that are not signed.
/// Every step is part of the caller's transaction, and says how many rows it has to meet.
@Component
final class ReservedRows {

    private final JdbcClient jdbc;
    private final SqlDialect dialect;
    private final Clock clock;
    private final Curve curve = Curve.preferred();

    ReservedRows(JdbcClient jdbc, SqlDialect dialect, Clock clock) {
        this.jdbc = jdbc;
        this.dialect = dialect;
        this.clock = clock;
    }

    /// What an operation has spent.
    ///
    /// @param inputs how many proofs
    /// @param sum what they are worth together
    record Spent(int inputs, Amount sum) {

        static Spent of(ReservedInputs reserved) {
            return new Spent(reserved.size(), reserved.sum());
        }
    }

    /// A reserved proof.
    record ReservedProof(
            Point y,
            Amount amount,
            KeysetId keysetId,
            @Nullable String witness) {

        KnownProof in(ProofState state) {
            return new KnownProof(y, state, state == ProofState.SPENT ? witness : null);
        }
    }

    /// Locks the reserved proofs of an operation, in the lock order.
    List<ReservedProof> lock(OperationId operation) {
        return jdbc.sql("SELECT y, amount, keyset_id, witness FROM proof WHERE operation_id = ? AND state = 'PENDING'"
                        + " ORDER BY y" + dialect.forUpdate())
                .param(operation.toString())
                .query((row, _) -> new ReservedProof(
                        curve.point(row.getBytes("y")),
                        Amount.of(row.getLong("amount")),
                        KeysetId.parse(row.getString("keyset_id")),
                        row.getString("witness")))
                .list();
    }

    /// How many proofs an operation has reserved.
    long count(OperationId operation) {
        return jdbc.sql("SELECT count(*) FROM proof WHERE operation_id = ? AND state = 'PENDING'")
                .param(operation.toString())
                .query(Long.class)
                .single();
    }

    /// PENDING → SPENT.
    void spend(OperationId operation, int expected) {
        requireCount(
                jdbc.sql("UPDATE proof SET state = 'SPENT' WHERE operation_id = ? AND state = 'PENDING'")
                        .param(operation.toString())
                        .update(),
                expected);
    }

    /// PENDING → unspent, which is no row at all.
    void release(OperationId operation, int expected) {
        requireCount(
                jdbc.sql("DELETE FROM proof WHERE operation_id = ? AND state = 'PENDING'")
                        .param(operation.toString())
                        .update(),
                expected);
    }

    /// The outputs of an operation that are not signed, in their order.
    List<BlindedMessage> unsigned(OperationId operation) {
        return messages(operation, "c IS NULL");
    }

    /// The outputs of an operation that are signed, in their order. There is no index for this question.
    List<BlindedMessage> signed(OperationId operation) {
        return messages(operation, "c IS NOT NULL");
    }

    /// Stores signatures, in the order of `B_` as every writer.
    void sign(Reservation reservation, List<SignedOutput> outputs) {
        SignatureRow.signed(outputs, reservation).stream()
                .sorted(Comparator.comparing(row -> row.blindedSecret().hex()))
                .forEach(this::sign);
    }

    private void sign(SignatureRow row) {
        requireCount(
                jdbc.sql("""
                        UPDATE blind_signature SET amount = ?, c = ?, dleq_e = ?, dleq_s = ?, signed_time = ?
                        WHERE blinded_message = ? AND operation_id = ? AND keyset_id = ? AND c IS NULL
                        """)
                        .param(row.amount().toLongExact())
                        .param(row.c())
                        .param(row.dleqE())
                        .param(row.dleqS())
                        .param(clock.instant().getEpochSecond())
                        .param(row.blindedSecret().compressed())
                        .param(row.operation().toString())
                        .param(row.keysetId().hex())
                        .update(),
                1);
    }

    /// What a melt has spent.
    Spent spent(Reservation reservation) {
        return jdbc.sql("SELECT count(*), COALESCE(SUM(amount), 0) FROM proof"
                        + " WHERE quote_id = ? AND operation_id = ? AND state = 'SPENT'")
                .param(reservation.quoteId())
                .param(reservation.operation().toString())
                .query((row, _) -> new Spent(row.getInt(1), Amount.of(row.getLong(2))))
                .single();
    }

    /// The proofs of a melt, whether reserved or spent.
    List<Point> ys(Reservation reservation) {
        return jdbc.sql("SELECT y FROM proof WHERE quote_id = ? AND operation_id = ?")
                .param(reservation.quoteId())
                .param(reservation.operation().toString())
                .query((row, _) -> curve.point(row.getBytes("y")))
                .list();
    }

    /// Forgets outputs that nobody will sign any more.
    void deleteUnsigned(OperationId operation) {
        jdbc.sql("DELETE FROM blind_signature WHERE operation_id = ? AND c IS NULL")
                .param(operation.toString())
                .update();
    }

    /// Swaps that have proofs reserved without a saga: another mint's, in an imported database.
    List<OperationId> swapsWithoutSaga(int limit) {
        return jdbc.sql("""
                        SELECT DISTINCT operation_id FROM proof
                        WHERE state = 'PENDING' AND operation_kind = 'swap' AND operation_id IS NOT NULL
                          AND NOT EXISTS (SELECT 1 FROM saga_state WHERE saga_state.operation_id = proof.operation_id)
                        ORDER BY operation_id LIMIT ?
                        """)
                .param(limit)
                .query((row, _) -> OperationId.parse(row.getString(1)))
                .list();
    }

    private List<BlindedMessage> messages(OperationId operation, String condition) {
        return jdbc.sql("SELECT blinded_message, amount, keyset_id FROM blind_signature WHERE operation_id = ? AND "
                        + condition + " ORDER BY order_index")
                .param(operation.toString())
                .query((row, _) -> new BlindedMessage(
                        Amount.of(row.getLong("amount")),
                        KeysetId.parse(row.getString("keyset_id")),
                        curve.point(row.getBytes("blinded_message"))))
                .list();
    }

    private static void requireCount(int changed, int expected) {
        if (changed != expected) {
            throw new IllegalStateException(changed + " rows were changed instead of " + expected);
        }
    }
}
