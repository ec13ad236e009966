package org.cobnut.mint.ledger;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/// A melt under way: the row of `saga_state` that exists from its reservation until it is settled or released.
///
/// @param replica who looks after it
/// @param epoch rises each time somebody else takes over; what was done under an older one is fenced off
/// @param attempt the id under which the payment is made, once
/// @param node the identity of the node that the attempt is given to; only its answer counts
/// @param lookupId by what the processor finds the payment, once it has said so
/// @param evidence what a processor has said about it, for its owner to read
/// @param lastChecked when the processor was last asked
public record Saga(
        OperationId operation,
        String quoteId,
        State state,
        @Nullable String replica,
        long epoch,
        String attempt,
        @Nullable String node,
        @Nullable String lookupId,
        @Nullable String lookupIdKind,
        @Nullable String evidence,
        Instant createdAt,
        Instant lastChecked,
        int checks) {

    /// How far a melt has come.
    public enum State {
        /// Its inputs are held; nothing was sent.
        RESERVED,
        /// The payment may be on its way.
        ATTEMPTED,
        /// The payment has arrived; the change is to be signed.
        PAID
    }
}
