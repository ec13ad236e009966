package org.cobnut.mint.ledger.commit;

import org.cobnut.cashu.CashuException;

/// What the book says about an operation that could not be inserted.
sealed interface Verdict {

    /// It is in the book: an earlier commit of it, whose answer was lost, did happen.
    record Won() implements Verdict {}

    /// A row of another operation is in its way.
    record Lost(CashuException reason) implements Verdict {}

    /// Nothing is in its way (any more).
    record Open() implements Verdict {}
}
