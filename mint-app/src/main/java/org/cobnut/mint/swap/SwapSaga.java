package org.cobnut.mint.swap;

import org.cobnut.mint.ledger.OperationId;
import org.cobnut.mint.ledger.Reservation;

/// A swap under way: the row of `saga_state` that exists while its outputs are signed elsewhere.
///
/// @param epoch rises each time another replica takes over; what was done under an older one is fenced off
record SwapSaga(OperationId operation, long epoch) {

    Reservation reservation() {
        return Reservation.ofSwap(operation);
    }
}
