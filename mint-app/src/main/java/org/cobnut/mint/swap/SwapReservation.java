package org.cobnut.mint.swap;

import org.cobnut.mint.ledger.Operation;

/// What a swap has reserved while its outputs are signed elsewhere. Closing it releases what has not been completed.
final class SwapReservation implements AutoCloseable {

    private final TwoPhaseSwaps swaps;
    private final SwapSaga saga;
    private boolean isCompleted;

    SwapReservation(TwoPhaseSwaps swaps, SwapSaga saga) {
        this.swaps = swaps;
        this.saga = saga;
    }

    /// Spends the inputs and stores the signatures. When this returns, it is committed.
    ///
    /// @param swap with the signatures of all its outputs
    /// @throws org.cobnut.cashu.CashuException with UNAVAILABLE if the reservation has been released meanwhile, or
    ///     if nobody knows: a repeat of the request tells
    void complete(Operation swap) {
        swaps.complete(saga, swap);
        isCompleted = true;
    }

    @Override
    public void close() {
        swaps.endRequest(saga, isCompleted);
    }
}
