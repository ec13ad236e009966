package org.cobnut.mint.payment;

import org.cobnut.payment.AttemptId;
import org.cobnut.payment.NodeId;
import org.cobnut.payment.PaymentOutcome;

/// Who wants to hear what became of attempts to pay. Implemented by whoever melts.
public interface OutgoingPayments {

    /// Returns when what follows has been committed; a node's word counts for its own attempts alone. When it
    /// throws, the event comes again.
    void settled(NodeId node, AttemptId attempt, PaymentOutcome outcome);
}
