package org.cobnut.mint.ledger;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.BlindedMessage;
import org.cobnut.cashu.KeysetId;
import org.cobnut.cashu.ProofState;
import org.cobnut.cashu.crypto.Point;
import org.cobnut.mint.ledger.ReservedRows.Spent;
import org.cobnut.mint.store.Transactions;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/// What an operation does to the book step by step, because something outside has to happen in between: a payment
/// in a melt, or the signatory of another process in a swap.
///
/// ```
///  proofs   (none) ──► PENDING ──► SPENT, or (none)
///  outputs  (none) ──► unsigned ──► signed, or (none)
/// ```
///
/// Every step is part of the caller's transaction, in which the caller has already guarded its quote and its saga:
/// that is the lock order. The proofs that a step changes are published once that transaction is committed.
@Component
public class Reservations {

    private final ReservedRows rows;
    private final BookWriter writer;
    private final BookReader book;
    private final OverRedemptionGuard overRedemption;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    Reservations(
            ReservedRows rows,
            BookWriter writer,
            BookReader book,
            OverRedemptionGuard overRedemption,
            Clock clock,
            ApplicationEventPublisher events) {
        this.rows = rows;
        this.writer = writer;
        this.book = book;
        this.overRedemption = overRedemption;
        this.clock = clock;
        this.events = events;
    }

    /// Reserves `inputs`, and writes `outputs` down unsigned.
    ///
    /// @throws org.cobnut.cashu.CashuException if an input is spent (11001) or reserved (11002), an output signed
    ///     (11003) or in use (11004), or the inputs' keyset closed by this (12002); the transaction has to be
    ///     rolled back then
    public void reserve(Reservation reservation, Inputs inputs, List<BlindedMessage> outputs) {
        Transactions.requireOpen();
        addProofs(reservation, inputs, ProofState.PENDING);
        addSignatures(SignatureRow.unsigned(outputs, reservation));
        var sums = new KeysetSums.Collector();
        inputs.proofs().forEach(proof -> sums.addReserved(proof.keysetId(), proof.amount()));
        overRedemption.add(sums.list(), writer);
        publish(ProofsChanged.of(inputs, ProofState.PENDING));
    }

    /// Spends inputs that were not reserved and stores their signed change, all at once: for a payment inside the
    /// mint.
    ///
    /// @throws org.cobnut.cashu.CashuException as [#reserve]
    public void spendDirectly(Reservation reservation, Inputs inputs, List<SignedOutput> change, MeltPayment payment) {
        Transactions.requireOpen();
        addProofs(reservation, inputs, ProofState.SPENT);
        addSignatures(SignatureRow.signed(change, reservation));
        var spent = new Spent(inputs.list().size(), inputs.sum());
        var sums = new KeysetSums.Collector();
        addCompleted(reservation, spent, inputs.fee(), change, payment);
        inputs.proofs().forEach(proof -> sums.addRedeemed(proof.keysetId(), proof.amount()));
        inputs.fees().forEach(sums::addFee);
        sums.addIssued(change);
        overRedemption.add(sums.list(), writer);
        publish(ProofsChanged.of(inputs, ProofState.SPENT));
    }

    /// Locks what an operation has reserved: the first step of everything that ends it.
    public ReservedInputs lock(Reservation reservation) {
        Transactions.requireOpen();
        return new ReservedInputs(reservation, rows.lock(reservation.operation()));
    }

    /// Spends reserved inputs and stores the signatures of their outputs: the operation is completed.
    ///
    /// @param fees of the inputs, by keyset
    /// @param outputs the signed ones; a melt's other blank outputs are forgotten
    /// @param payment what left the mint; null for a swap
    public void settle(
            ReservedInputs inputs,
            Map<KeysetId, Amount> fees,
            List<SignedOutput> outputs,
            @Nullable MeltPayment payment) {
        var sums = redeem(inputs, fees);
        complete(inputs.reservation(), Spent.of(inputs), Amount.sum(fees.values()), outputs, payment, sums);
    }

    /// Spends reserved inputs; the outputs are signed later, by [#complete].
    ///
    /// @param fees of the inputs, by keyset
    public void spend(ReservedInputs inputs, Map<KeysetId, Amount> fees) {
        writer.addToSums(redeem(inputs, fees).list());
    }

    /// Spends reserved inputs whose outputs are signed already. That signatures were issued has been counted by
    /// then, and the fees too if the operation is known as completed.
    ///
    /// @param fees of the inputs, by keyset
    public void spendForSigned(ReservedInputs inputs, Map<KeysetId, Amount> fees) {
        var reservation = inputs.reservation();
        if (book.completed(reservation.operation().toString()).isPresent()) {
            spend(inputs, Map.of());
            return;
        }
        var sums = redeem(inputs, fees);
        var outputs = rows.signed(reservation.operation());
        var issued = Amount.sum(outputs.stream().map(BlindedMessage::amount).toList());
        writer.addCompleted(
                List.of(CompletedOperation.of(
                        reservation, Spent.of(inputs), Amount.sum(fees.values()), issued, outputs.size(), null)),
                clock.instant());
        writer.addToSums(sums.list());
    }

    /// Stores the signatures of an operation whose inputs are spent: it is completed.
    ///
    /// @param fee of the inputs
    /// @param outputs the signed ones; the other blank outputs are forgotten
    /// @param payment what left the mint
    public void complete(Reservation reservation, Amount fee, List<SignedOutput> outputs, MeltPayment payment) {
        Transactions.requireOpen();
        complete(reservation, rows.spent(reservation), fee, outputs, payment, new KeysetSums.Collector());
    }

    /// Gives reserved inputs back and forgets the outputs, as if the operation had never been.
    public void release(ReservedInputs inputs) {
        Transactions.requireOpen();
        var operation = inputs.reservation().operation();
        rows.release(operation, inputs.size());
        rows.deleteUnsigned(operation);
        var sums = new KeysetSums.Collector();
        inputs.release(sums);
        writer.addToSums(sums.list());
        publish(inputs.changedTo(ProofState.UNSPENT));
    }

    /// The outputs of an operation that are not signed, in the order of its request.
    public List<BlindedMessage> unsignedOutputs(OperationId operation) {
        return rows.unsigned(operation);
    }

    /// Whether all outputs of an operation, of which it has at least one, are signed.
    public boolean areOutputsSigned(OperationId operation) {
        return rows.unsigned(operation).isEmpty() && !rows.signed(operation).isEmpty();
    }

    /// How many proofs an operation has reserved.
    public long countInputs(OperationId operation) {
        return rows.count(operation);
    }

    /// Whether a melt has spent its inputs.
    public boolean isSpent(Reservation reservation) {
        return rows.spent(reservation).inputs() > 0;
    }

    /// Whether a melt has reserved, or has just spent, exactly these proofs.
    public boolean isOf(Reservation reservation, Collection<Point> ys) {
        var reserved = rows.ys(reservation);
        return reserved.size() == ys.size() && Set.copyOf(reserved).equals(Set.copyOf(ys));
    }

    /// Swaps that have proofs reserved without a saga: another mint's, in an imported database.
    public List<OperationId> swapsWithoutSaga(int limit) {
        return rows.swapsWithoutSaga(limit);
    }

    private void addProofs(Reservation reservation, Inputs inputs, ProofState state) {
        if (!writer.addProofs(ProofRow.of(inputs, state, reservation), clock.instant())
                .isEmpty()) {
            throw book.refusalOf(inputs);
        }
    }

    private void addSignatures(List<SignatureRow> outputs) {
        if (!writer.addSignatures(outputs, clock.instant()).isEmpty()) {
            throw book.refusalOf(
                    outputs.stream().map(SignatureRow::blindedSecret).toList());
        }
    }

    private KeysetSums.Collector redeem(ReservedInputs inputs, Map<KeysetId, Amount> fees) {
        Transactions.requireOpen();
        rows.spend(inputs.reservation().operation(), inputs.size());
        var sums = new KeysetSums.Collector();
        inputs.redeem(sums);
        fees.forEach(sums::addFee);
        publish(inputs.changedTo(ProofState.SPENT));
        return sums;
    }

    private void complete(
            Reservation reservation,
            Spent spent,
            Amount fee,
            List<SignedOutput> outputs,
            @Nullable MeltPayment payment,
            KeysetSums.Collector sums) {
        rows.sign(reservation, outputs);
        if (reservation.kind() == OperationKind.MELT) { // all outputs of a swap are signed
            rows.deleteUnsigned(reservation.operation());
        }
        addCompleted(reservation, spent, fee, outputs, payment);
        sums.addIssued(outputs);
        writer.addToSums(sums.list());
    }

    private void addCompleted(
            Reservation reservation,
            Spent spent,
            Amount fee,
            List<SignedOutput> outputs,
            @Nullable MeltPayment payment) {
        var issued = Amount.sum(
                outputs.stream().map(output -> output.signature().amount()).toList());
        writer.addCompleted(
                List.of(CompletedOperation.of(reservation, spent, fee, issued, outputs.size(), payment)),
                clock.instant());
    }

    private void publish(ProofsChanged change) {
        if (!change.proofs().isEmpty()) {
            Transactions.afterCommit(() -> events.publishEvent(change));
        }
    }
}
