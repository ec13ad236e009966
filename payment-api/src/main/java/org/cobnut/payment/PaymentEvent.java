package org.cobnut.payment;

/// What a processor tells without being asked.
public sealed interface PaymentEvent {

    record Received(IncomingPayment payment) implements PaymentEvent {}

    /// News of an attempt. A failure heard here is only a reason to ask: it releases nothing by itself.
    record Settled(AttemptId attempt, PaymentOutcome outcome) implements PaymentEvent {}

    /// An event that the processor could not read; it is passed on so that it neither blocks the queue nor is lost.
    ///
    /// @param id tells it from other events of this node
    /// @param content as much of it as there is
    record Unreadable(String id, String content) implements PaymentEvent {
        /// Leaves out the content, which may be anything.
        @Override
        public String toString() {
            return "Unreadable[" + id + "]";
        }
    }
}
