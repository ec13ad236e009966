package org.cobnut.mint.ledger;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.BlindedMessage;
import org.cobnut.cashu.KeysetId;
import org.cobnut.cashu.ProofState;
import org.cobnut.cashu.crypto.Curve;
import org.cobnut.cashu.crypto.Point;
import org.cobnut.mint.ledger.ReservedRows.ReservedProof;
import org.cobnut.mint.store.Transactions;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What a melt does to the book, step by step. Every step is part of the caller's transaction, in which the caller has
/// already guarded its quote and its saga: that is the lock order.
@Component
public class Reservations {

    private static final String SPENT =
            "SELECT count(*) FROM proof WHERE quote_id = ? AND operation_id = ? AND state = 'SPENT'";

    private final JdbcClient jdbc;
    private final ReservedRows rows;
    private final BookWriter writer;
    private final BookReader book;
    private final OverRedemptionGuard overRedemption;
    private final Clock clock;
    private final Curve curve = Curve.preferred();

    Reservations(
            JdbcClient jdbc,
            ReservedRows rows,
            BookWriter writer,
            BookReader book,
            OverRedemptionGuard overRedemption,
            Clock clock) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.writer = writer;
        this.book = book;
        this.overRedemption = overRedemption;
        this.clock = clock;
    }

    /// Holds `inputs` for a melt and writes down its blank outputs.
    ///
    /// @throws org.cobnut.cashu.CashuException if an input is spent (11001) or held (11002), an output signed
    ///     (11003) or in use (11004), or the inputs' keyset closed by this (12002); the transaction has to be
    ///     rolled back then
    public void reserve(OperationId operation, String quoteId, Inputs inputs, List<BlindedMessage> blanks) {
        Transactions.requireOpen();
        var now = clock.instant();
        if (!writer.addProofs(ProofRow.of(inputs, ProofState.PENDING, quoteId, OperationKind.MELT, operation), now)
                .isEmpty()) {
            throw book.refusalOf(inputs);
        }
        if (!writer.addSignatures(SignatureRow.unsigned(blanks, quoteId, OperationKind.MELT, operation), now)
                .isEmpty()) {
            throw book.refusalOf(
                    blanks.stream().map(BlindedMessage::blindedSecret).toList());
        }
        jdbc.sql("INSERT INTO melt_request (quote_id, inputs_amount, inputs_fee) VALUES (?, ?, ?)")
                .params(quoteId, inputs.sum().toLongExact(), inputs.fee().toLongExact())
                .update();
        var sums = new KeysetSums.Collector();
        inputs.proofs().forEach(proof -> sums.reserved(proof.keysetId(), proof.amount()));
        overRedemption.add(sums.list(), writer);
    }

    /// What a melt under way holds, as [#reserve] wrote it down. The rows are read one query after the other: one
    /// inside the other takes two connections, and when all are out in pairs, none is left for anybody's second.
    public Optional<Reservation> of(OperationId operation, String quoteId) {
        return jdbc.sql("SELECT inputs_amount, inputs_fee FROM melt_request WHERE quote_id = ?")
                .param(quoteId)
                .query((row, _) -> new Reservation(
                        operation,
                        quoteId,
                        Amount.of(row.getLong("inputs_amount")),
                        Amount.of(row.getLong("inputs_fee")),
                        List.of()))
                .optional()
                .map(held -> new Reservation(operation, quoteId, held.inputs(), held.fee(), rows.unsigned(operation)));
    }

    /// Spends what a melt holds, and signs its change: the melt is completed.
    ///
    /// @param fees of the inputs, by keyset
    /// @param change for some of the blank outputs; the others are forgotten
    /// @param payment what left the mint
    /// @return the proofs that are spent now, to be published once the transaction is committed
    public ProofsChanged settle(
            Reservation held, Map<KeysetId, Amount> fees, List<SignedOutput> change, MeltPayment payment) {
        var sums = new KeysetSums.Collector();
        var proofs = redeem(held, fees, sums);
        complete(held, proofs.size(), change, payment, sums);
        return ProofsChanged.ofHeld(proofs, ProofState.SPENT);
    }

    /// Spends what a melt holds; its change is signed later, by [#complete].
    ///
    /// @param fees of the inputs, by keyset
    /// @return the proofs that are spent now, to be published once the transaction is committed
    public ProofsChanged spend(Reservation held, Map<KeysetId, Amount> fees) {
        var sums = new KeysetSums.Collector();
        var proofs = redeem(held, fees, sums);
        writer.addToSums(sums.list());
        return ProofsChanged.ofHeld(proofs, ProofState.SPENT);
    }

    /// Signs the change of a melt whose inputs are spent.
    ///
    /// @param change for some of the blank outputs; the others are forgotten
    /// @param payment what left the mint
    public void complete(Reservation held, List<SignedOutput> change, MeltPayment payment) {
        Transactions.requireOpen();
        var inputs = jdbc.sql(SPENT)
                .params(held.quoteId(), held.operation().toString())
                .query(Integer.class)
                .single();
        complete(held, inputs, change, payment, new KeysetSums.Collector());
    }

    /// Whether the inputs of a melt have been spent by it.
    public boolean isSpent(OperationId operation, String quoteId) {
        return jdbc.sql(SPENT)
                        .params(quoteId, operation.toString())
                        .query(Integer.class)
                        .single()
                > 0;
    }

    private List<ReservedProof> redeem(Reservation held, Map<KeysetId, Amount> fees, KeysetSums.Collector sums) {
        Transactions.requireOpen();
        var proofs = lockAll(held);
        rows.spend(held.operation(), proofs.size());
        proofs.forEach(proof -> sums.settled(proof.keysetId(), proof.amount()));
        fees.forEach(sums::fee);
        return proofs;
    }

    private void complete(
            Reservation held, int inputs, List<SignedOutput> change, MeltPayment payment, KeysetSums.Collector sums) {
        rows.sign(OperationKind.MELT, held.operation(), change);
        forget(held);
        change.forEach(output ->
                sums.issued(output.signature().keysetId(), output.signature().amount()));
        writer.addCompleted(List.of(completed(held, inputs, change, payment)), clock.instant());
        writer.addToSums(sums.list());
    }

    /// Spends inputs at once, without having held them, and signs their change: for a payment inside the mint.
    ///
    /// @throws org.cobnut.cashu.CashuException as [#reserve]
    public ProofsChanged spend(
            OperationId operation, String quoteId, Inputs inputs, List<SignedOutput> change, MeltPayment payment) {
        Transactions.requireOpen();
        var now = clock.instant();
        if (!writer.addProofs(ProofRow.of(inputs, ProofState.SPENT, quoteId, OperationKind.MELT, operation), now)
                .isEmpty()) {
            throw book.refusalOf(inputs);
        }
        if (!writer.addSignatures(SignatureRow.signed(change, quoteId, OperationKind.MELT, operation), now)
                .isEmpty()) {
            throw book.refusalOf(
                    change.stream().map(SignedOutput::blindedSecret).toList());
        }
        var held = new Reservation(operation, quoteId, inputs.sum(), inputs.fee(), List.of());
        writer.addCompleted(List.of(completed(held, inputs.list().size(), change, payment)), now);
        var sums = new KeysetSums.Collector();
        inputs.proofs().forEach(proof -> sums.redeemed(proof.keysetId(), proof.amount()));
        change.forEach(output ->
                sums.issued(output.signature().keysetId(), output.signature().amount()));
        inputs.fees().forEach(sums::fee);
        overRedemption.add(sums.list(), writer);
        return ProofsChanged.of(inputs, ProofState.SPENT);
    }

    /// Gives back what a melt holds, as if it had never been.
    ///
    /// @return the proofs that are unspent again, to be published once the transaction is committed
    public ProofsChanged release(Reservation held) {
        Transactions.requireOpen();
        var proofs = lockAll(held);
        rows.giveBack(held.operation(), proofs.size());
        forget(held);
        var sums = new KeysetSums.Collector();
        proofs.forEach(proof -> sums.released(proof.keysetId(), proof.amount()));
        writer.addToSums(sums.list());
        return ProofsChanged.ofHeld(proofs, ProofState.UNSPENT);
    }

    /// Whether a melt under way holds, or has just spent, exactly these proofs.
    public boolean holds(OperationId operation, String quoteId, Collection<Point> ys) {
        var held = jdbc.sql("SELECT y FROM proof WHERE quote_id = ? AND operation_id = ?")
                .params(quoteId, operation.toString())
                .query((row, _) -> curve.point(row.getBytes("y")))
                .list();
        return held.size() == ys.size() && Set.copyOf(held).equals(Set.copyOf(ys));
    }

    /// The keysets of what a melt holds, one for each proof: what its fees are worked out from.
    public List<KeysetId> keysets(OperationId operation) {
        return jdbc.sql("SELECT keyset_id FROM proof WHERE operation_id = ? AND state = 'PENDING'")
                .param(operation.toString())
                .query((row, _) -> KeysetId.parse(row.getString(1)))
                .list();
    }

    /// What no longer holds anything: blank outputs that were not needed, and the notes for the change.
    private void forget(Reservation held) {
        rows.deleteUnsigned(held.operation());
        jdbc.sql("DELETE FROM melt_request WHERE quote_id = ?")
                .param(held.quoteId())
                .update();
    }

    private static CompletedOperation completed(
            Reservation held, int inputs, List<SignedOutput> change, MeltPayment payment) {
        var issued = Amount.sum(
                change.stream().map(output -> output.signature().amount()).toList());
        return new CompletedOperation(
                held.operation(),
                OperationKind.MELT,
                issued,
                held.inputs(),
                held.fee(),
                payment,
                inputs,
                change.size(),
                1);
    }

    private List<ReservedProof> lockAll(Reservation held) {
        var proofs = rows.lock(held.operation());
        var sum = Amount.sum(proofs.stream().map(ReservedProof::amount).toList());
        if (!sum.equals(held.inputs())) {
            throw new IllegalStateException("melt " + held.operation() + " holds " + sum + ", not " + held.inputs());
        }
        return proofs;
    }
}
