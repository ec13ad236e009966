package org.cobnut.mint.swap;

import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.mint.keyset.Keysets;
import org.cobnut.mint.ledger.BlindedOutputs;
import org.cobnut.mint.ledger.Inputs;
import org.cobnut.mint.ledger.Operation;
import org.cobnut.mint.ledger.OperationId;
import org.cobnut.mint.ledger.Reservation;
import org.cobnut.mint.ledger.Reservations;
import org.cobnut.mint.store.Transactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Swaps in two transactions, for a signatory in another process, which is never asked in one:
///
/// ```
///  saga     (none) ──► setup_complete ──► deleted              whoever deletes the row decides
///  proofs   (none) ──► PENDING ─────────► SPENT, or (none)
///  outputs  (none) ──► unsigned ────────► signed, or (none)
/// ```
///
/// A crash in between leaves the row without a thread that works at it. Nobody has seen a signature by then, so
/// a sweep releases everything. A request whose signatory is away ends in the same way.
@Component
class TwoPhaseSwaps {

    private static final Logger log = LoggerFactory.getLogger(TwoPhaseSwaps.class);
    private static final int BATCH = 100;

    private final Transactions transactions;
    private final SwapSagas sagas;
    private final Reservations reservations;
    private final ActiveSwaps active;
    private final Keysets keysets;

    TwoPhaseSwaps(
            Transactions transactions,
            SwapSagas sagas,
            Reservations reservations,
            ActiveSwaps active,
            Keysets keysets) {
        this.transactions = transactions;
        this.sagas = sagas;
        this.reservations = reservations;
        this.active = active;
        this.keysets = keysets;
    }

    /// Reserves the inputs of a swap and writes down its outputs, so that the signatory can be asked. Committed
    /// when this returns.
    ///
    /// @throws CashuException if an input is spent (11001) or reserved (11002), an output signed (11003) or in use
    ///     (11004), or the inputs' keyset closed by this (12002): then nothing is reserved
    SwapReservation reserve(OperationId operation, Inputs inputs, BlindedOutputs outputs) {
        active.begin(operation);
        try {
            var saga = transactions.write(() -> {
                var begun = sagas.begin(operation);
                reservations.reserve(begun.reservation(), inputs, outputs.messages());
                return begun;
            });
            return new SwapReservation(this, saga);
        } catch (RuntimeException error) {
            active.end(operation); // if it was committed all the same, a sweep finds it
            throw error;
        }
    }

    void complete(SwapSaga saga, Operation swap) {
        if (!transactions.write(() -> sagas.end(saga) && spend(saga, swap))) {
            throw new CashuException(ErrorCode.UNAVAILABLE, "the swap was given up: repeat the same request");
        }
    }

    private boolean spend(SwapSaga saga, Operation swap) {
        var inputs = reservations.lock(saga.reservation());
        if (inputs.size() != swap.inputs().size()) {
            throw new IllegalStateException("swap " + swap.id() + " has reserved " + inputs.size() + " proofs");
        }
        reservations.settle(inputs, swap.fees(), swap.outputs(), null);
        return true;
    }

    /// Ends the work of a request: releases the swap if it is not completed, and lets the sweep see it.
    void endRequest(SwapSaga saga, boolean isCompleted) {
        try {
            if (!isCompleted) {
                end(saga);
            }
        } catch (RuntimeException error) {
            log.warn(
                    "Swap {} could not be released, and the sweep tries again: {}", saga.operation(), error.toString());
        } finally {
            active.end(saga.operation());
        }
    }

    /// Ends this replica's swaps that no thread works at. One that fails is left for the next time.
    void recoverOwn() {
        for (var saga : sagas.own()) {
            if (!active.contains(saga.operation())) {
                recover(saga.operation(), () -> end(saga));
            }
        }
    }

    /// Takes over the swaps of dead replicas, and ends those in an imported database.
    void recoverOthers() {
        int taken;
        do {
            taken = transactions.write(() -> sagas.takeOver(BATCH));
            if (taken > 0) {
                log.info("Took over {} unfinished swaps of dead replicas", taken);
            }
        } while (taken == BATCH);
        for (var operation : reservations.swapsWithoutSaga(BATCH)) {
            recover(operation, () -> transactions.run(() -> spendOrRelease(Reservation.ofSwap(operation))));
        }
    }

    private static void recover(OperationId operation, Runnable recovery) {
        try {
            recovery.run();
            log.info("Ended swap {}, which was left unfinished", operation);
        } catch (RuntimeException error) {
            log.warn("Swap {} could not be ended and is tried again: {}", operation, error.toString());
        }
    }

    private void end(SwapSaga saga) {
        transactions.run(() -> {
            if (sagas.end(saga)) {
                spendOrRelease(saga.reservation());
            }
        });
    }

    /// Whatever wrote them: if the outputs are signed, a wallet may have the signatures, so the proofs are spent;
    /// if not, everything is released.
    private void spendOrRelease(Reservation reservation) {
        var inputs = reservations.lock(reservation);
        if (!inputs.isEmpty() && reservations.areOutputsSigned(reservation.operation())) {
            reservations.spendForSigned(inputs, keysets.feesOf(inputs.keysets()));
        } else {
            reservations.release(inputs);
        }
    }
}
