package org.cobnut.mint.melt;

import org.cobnut.mint.payment.Route;
import org.cobnut.payment.AttemptId;

/// A melt under way, as it was when it was last read, and the way to the node that has its payment.
record RoutedMelt(MeltSaga saga, MeltTerms terms, Route route) {

    AttemptId attempt() {
        return saga.attempt();
    }

    /// Whether the route leads to the node that the attempt was reserved for: the answer of another one counts for
    /// nothing.
    boolean leadsToItsNode() {
        var node = saga.node();
        return node != null && route.speaksFor(node);
    }
}
