package org.cobnut.mint.ledger;

import java.time.Clock;
import java.util.List;
import java.util.Optional;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.BlindedMessage;
import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.cashu.ProofState;
import org.cobnut.mint.keyset.Keysets;
import org.cobnut.mint.ledger.ReservedRows.ReservedProof;
import org.cobnut.mint.store.Transactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/// Swaps in two transactions, for a signatory in another process, which is not asked in one:
///
/// ```
///  saga     (none) ──► setup_complete ──► deleted              the row is the fence: who deletes it, decides
///  proofs   (none) ──► PENDING ─────────► SPENT, or (none)
///  outputs  (none) ──► unsigned ────────► signed, or (none)
/// ```
///
/// A crash in between is mended by whoever finds the row without a thread that works at it: nobody has seen a
/// signature yet, so everything is given back. The request itself ends there too when the signatory is away.
@Component
public class TwoPhaseSwaps {

    private static final Logger log = LoggerFactory.getLogger(TwoPhaseSwaps.class);
    private static final int AT_ONCE = 100;

    private final Transactions transactions;
    private final Sagas sagas;
    private final ReservedRows rows;
    private final BookReader book;
    private final BookWriter writer;
    private final OverRedemptionGuard overRedemption;
    private final ActiveSwaps underWay;
    private final Keysets keysets;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    TwoPhaseSwaps(
            Transactions transactions,
            Sagas sagas,
            ReservedRows rows,
            BookReader book,
            BookWriter writer,
            OverRedemptionGuard overRedemption,
            ActiveSwaps underWay,
            Keysets keysets,
            Clock clock,
            ApplicationEventPublisher events) {
        this.transactions = transactions;
        this.sagas = sagas;
        this.rows = rows;
        this.book = book;
        this.writer = writer;
        this.overRedemption = overRedemption;
        this.underWay = underWay;
        this.keysets = keysets;
        this.clock = clock;
        this.events = events;
    }

    /// Reserves the inputs of a swap and writes down its outputs, so that the signatory can be asked. Committed
    /// when this returns.
    ///
    /// @throws CashuException if an input is spent (11001) or held (11002), an output signed (11003) or in use
    ///     (11004), or the inputs' keyset closed by this (12002): then nothing is held
    public SwapReservation hold(OperationId operation, Inputs inputs, BlindedOutputs outputs) {
        underWay.begin(operation);
        try {
            var saga = transactions.write(() -> setUp(operation, inputs, outputs));
            publish(ProofsChanged.of(inputs, ProofState.PENDING));
            return new SwapReservation(this, saga);
        } catch (RuntimeException error) {
            underWay.end(operation); // if it was committed all the same, a sweep finds it
            throw error;
        }
    }

    /// In lock order: saga, proofs, signatures, sums.
    private SwapSaga setUp(OperationId operation, Inputs inputs, BlindedOutputs outputs) {
        var now = clock.instant();
        var saga = sagas.beginSwap(operation);
        if (!writer.addProofs(ProofRow.of(inputs, ProofState.PENDING, null, OperationKind.SWAP, operation), now)
                .isEmpty()) {
            throw book.refusalOf(inputs);
        }
        var messages = outputs.messages();
        if (!writer.addSignatures(SignatureRow.unsigned(messages, null, OperationKind.SWAP, operation), now)
                .isEmpty()) {
            throw book.refusalOf(
                    messages.stream().map(BlindedMessage::blindedSecret).toList());
        }
        var sums = new KeysetSums.Collector();
        inputs.proofs().forEach(proof -> sums.reserved(proof.keysetId(), proof.amount()));
        overRedemption.add(sums.list(), writer);
        return saga;
    }

    void complete(SwapSaga saga, Operation swap) {
        if (!transactions.write(() -> sagas.endSwap(saga) && spend(swap))) {
            throw new CashuException(ErrorCode.UNAVAILABLE, "the swap was given up: repeat the same request");
        }
        publish(ProofsChanged.spentBy(swap));
    }

    private boolean spend(Operation swap) {
        var proofs = rows.lock(swap.id());
        if (proofs.size() != swap.inputs().size()) {
            throw new IllegalStateException("swap " + swap.id() + " holds " + proofs.size() + " proofs");
        }
        rows.spend(swap.id(), proofs.size());
        rows.sign(OperationKind.SWAP, swap.id(), swap.outputs());
        writer.addCompleted(List.of(CompletedOperation.of(swap)), clock.instant());
        var sums = redeemed(proofs);
        swap.outputs()
                .forEach(output -> sums.issued(
                        output.signature().keysetId(), output.signature().amount()));
        swap.fees().forEach(sums::fee);
        writer.addToSums(sums.list());
        return true;
    }

    /// The end of a request's work, good or bad.
    void leave(SwapSaga saga, boolean isCompleted) {
        try {
            if (!isCompleted) {
                recover(saga);
            }
        } catch (RuntimeException error) {
            log.warn("Swap {} is given up later: {}", saga.operation(), error.toString());
        } finally {
            underWay.end(saga.operation());
        }
    }

    /// Ends this replica's swaps that no thread works at. One that fails is left for the next time.
    public void recoverOwn() {
        for (var saga : sagas.ownSwaps()) {
            if (!underWay.contains(saga.operation())) {
                attempt(saga.operation(), () -> recover(saga));
            }
        }
    }

    /// Takes over the swaps of dead replicas, and ends those in an imported database.
    public void recoverOthers() {
        int adopted;
        do {
            adopted = transactions
                    .write(() -> sagas.takeOver(OperationKind.SWAP, AT_ONCE))
                    .size();
            if (adopted > 0) {
                log.info("{} unfinished swaps were taken over", adopted);
            }
        } while (adopted == AT_ONCE);
        for (var operation : rows.ownerlessSwaps(AT_ONCE)) {
            attempt(operation, () -> recoverOwnerless(operation));
        }
    }

    private static void attempt(OperationId operation, Runnable recovery) {
        try {
            recovery.run();
            log.info("Swap {} was left unfinished and is ended", operation);
        } catch (RuntimeException error) {
            log.warn("Swap {} could not be ended: {}", operation, error.toString());
        }
    }

    private void recover(SwapSaga saga) {
        publish(transactions.write(() -> sagas.endSwap(saga) ? ended(saga.operation()) : Optional.empty()));
    }

    private void recoverOwnerless(OperationId operation) {
        publish(transactions.write(() -> ended(operation)));
    }

    /// What is found under a swap, whoever wrote it: if its outputs are signed, a wallet may have the signatures,
    /// so the proofs are spent; if not, all is given back.
    private Optional<ProofsChanged> ended(OperationId operation) {
        var proofs = rows.lock(operation);
        boolean isSigned = !proofs.isEmpty()
                && rows.unsigned(operation).isEmpty()
                && !rows.signed(operation).isEmpty();
        rows.deleteUnsigned(operation);
        if (proofs.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(isSigned ? spent(operation, proofs) : givenBack(operation, proofs));
    }

    /// What was issued has been counted by whoever signed.
    private ProofsChanged spent(OperationId operation, List<ReservedProof> proofs) {
        rows.spend(operation, proofs.size());
        var fees = keysets.feesOf(proofs.stream().map(ReservedProof::keysetId).toList());
        var sums = redeemed(proofs);
        if (book.completed(operation.toString()).isEmpty()) {
            var outputs = rows.signed(operation);
            var redeemed = Amount.sum(proofs.stream().map(ReservedProof::amount).toList());
            var issued =
                    Amount.sum(outputs.stream().map(output -> output.amount()).toList());
            fees.forEach(sums::fee);
            writer.addCompleted(
                    List.of(new CompletedOperation(
                            operation,
                            OperationKind.SWAP,
                            issued,
                            redeemed,
                            Amount.sum(fees.values()),
                            null,
                            proofs.size(),
                            outputs.size(),
                            0)),
                    clock.instant());
        }
        writer.addToSums(sums.list());
        return ProofsChanged.ofHeld(proofs, ProofState.SPENT);
    }

    private ProofsChanged givenBack(OperationId operation, List<ReservedProof> proofs) {
        rows.giveBack(operation, proofs.size());
        var sums = new KeysetSums.Collector();
        proofs.forEach(proof -> sums.released(proof.keysetId(), proof.amount()));
        writer.addToSums(sums.list());
        return ProofsChanged.ofHeld(proofs, ProofState.UNSPENT);
    }

    private static KeysetSums.Collector redeemed(List<ReservedProof> proofs) {
        var sums = new KeysetSums.Collector();
        proofs.forEach(proof -> sums.settled(proof.keysetId(), proof.amount()));
        return sums;
    }

    private void publish(Optional<ProofsChanged> change) {
        change.ifPresent(events::publishEvent);
    }

    private void publish(ProofsChanged change) {
        events.publishEvent(change);
    }
}
