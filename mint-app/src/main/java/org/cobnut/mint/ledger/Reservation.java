package org.cobnut.mint.ledger;

import org.jspecify.annotations.Nullable;

/// An operation under way that has proofs and outputs reserved for it: their rows carry its id.
///
/// @param quoteId the melt quote that it pays; null for a swap
public record Reservation(
        OperationId operation, OperationKind kind, @Nullable String quoteId) {

    /// What a swap has reserved while its outputs are signed elsewhere.
    public static Reservation ofSwap(OperationId operation) {
        return new Reservation(operation, OperationKind.SWAP, null);
    }

    /// What a melt has reserved while its payment is made.
    public static Reservation ofMelt(OperationId operation, String quoteId) {
        return new Reservation(operation, OperationKind.MELT, quoteId);
    }
}
