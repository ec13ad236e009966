package org.cobnut.mint.ledger;

import org.cobnut.cashu.CashuException;

/// Writes operations into the book, each whole or not at all.
public interface Committer {

    /// Returns when `operation` is in the book.
    ///
    /// @throws CashuException if it is not: what was in its way, or UNAVAILABLE if that is not known
    void commit(Operation operation);

    /// Whether an operation of the last group lost: then it pays to ask the book for spent proofs before working.
    boolean isContested();
}
