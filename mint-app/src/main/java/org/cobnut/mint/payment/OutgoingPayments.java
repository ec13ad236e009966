package org.cobnut.mint.payment;

import org.cobnut.payment.AttemptId;
import org.cobnut.payment.NodeId;
import org.cobnut.payment.PaymentOutcome;

/// The port that is told the outcomes of attempts to pay. The package `melt` implements it.
public interface OutgoingPayments {

    /// Returns when what follows has been committed; a node's word counts for its own attempts alone. When it
    /// throws, the event comes again.
    void report(NodeId node, AttemptId attempt, PaymentOutcome outcome);
}
