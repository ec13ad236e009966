package org.cobnut.mint.ledger;

/// What a swap holds while its outputs are signed elsewhere. Closing it gives back whatever has not been completed.
public final class SwapReservation implements AutoCloseable {

    private final TwoPhaseSwaps swaps;
    private final SwapSaga saga;
    private boolean isCompleted;

    SwapReservation(TwoPhaseSwaps swaps, SwapSaga saga) {
        this.swaps = swaps;
        this.saga = saga;
    }

    /// Spends the inputs and stores the signatures. When this returns, it is committed.
    ///
    /// @param swap with the signatures of all that was held
    /// @throws org.cobnut.cashu.CashuException with UNAVAILABLE if what was held has been given back meanwhile, or
    ///     if nobody knows: a repeat of the request tells
    public void complete(Operation swap) {
        swaps.complete(saga, swap);
        isCompleted = true;
    }

    @Override
    public void close() {
        swaps.leave(saga, isCompleted);
    }
}
