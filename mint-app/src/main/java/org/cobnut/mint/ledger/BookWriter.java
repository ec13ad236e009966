package org.cobnut.mint.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.cobnut.cashu.crypto.Point;

/// Adds many rows to the book at once, in the caller's transaction: one class for each kind of database.
public interface BookWriter {

    /// Inserts in the order of `y`, the lock order of all writers.
    ///
    /// @return the `y` that were there already, whose rows are as they were
    Set<Point> addProofs(List<ProofRow> rows, Instant now);

    /// Inserts in the order of `B_`, the lock order of all writers.
    ///
    /// @return the `B_` that were there already, whose rows are as they were
    Set<Point> addSignatures(List<SignatureRow> rows, Instant now);

    void addCompleted(List<CompletedOperation> operations, Instant now);

    /// Adds to the keysets' sums, last in the lock order.
    ///
    /// @param sums in the order of keyset ids, each once
    /// @throws IllegalStateException if a keyset has no row
    void addToSums(List<KeysetSums> sums);

    static void requireCount(int changed, int expected) {
        if (changed != expected) {
            throw new IllegalStateException(changed + " rows of sums instead of " + expected);
        }
    }
}
