package org.cobnut.mint.melt;

import org.cobnut.mint.ledger.Saga;
import org.cobnut.mint.payment.Route;
import org.cobnut.payment.AttemptId;

/// One payment under way: the melt as it was when it was last read, and the way to the node that has it.
record RoutedMelt(Saga saga, MeltTerms terms, Route route) {

    AttemptId attempt() {
        return AttemptId.parse(saga.attempt());
    }
}
