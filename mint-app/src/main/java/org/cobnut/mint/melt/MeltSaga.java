package org.cobnut.mint.melt;

import java.time.Instant;

import org.cobnut.mint.ledger.OperationId;
import org.cobnut.mint.ledger.Reservation;
import org.cobnut.payment.AttemptId;
import org.cobnut.payment.LookupId;
import org.cobnut.payment.NodeId;
import org.jspecify.annotations.Nullable;

/// A melt under way: the row of `saga_state` that exists from its reservation until it is settled or released.
///
/// @param epoch rises each time another replica takes over; what was done under an older one is fenced off
/// @param attempt the id under which the payment is made, once
/// @param node the node that the attempt is given to; only its answer counts. Null in an imported database, whose node
///     nobody knows
/// @param lookup by what the processor finds the payment, once it has said so
/// @param lastChecked when the processor was last asked
/// @param checks how often it was asked since the row got its owner
record MeltSaga(
        OperationId operation,
        String quoteId,
        State state,
        long epoch,
        AttemptId attempt,
        @Nullable NodeId node,
        @Nullable LookupId lookup,
        Instant createdAt,
        Instant lastChecked,
        int checks) {

    /// How far a melt has come.
    enum State {
        /// Its inputs are reserved; nothing was sent.
        RESERVED,
        /// The payment may be on its way.
        ATTEMPTED,
        /// The payment has arrived; the change is to be signed.
        PAID
    }

    Reservation reservation() {
        return Reservation.ofMelt(operation, quoteId);
    }
}
