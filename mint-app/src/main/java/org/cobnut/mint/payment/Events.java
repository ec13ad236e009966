package org.cobnut.mint.payment;

import java.util.function.Supplier;

import org.cobnut.payment.PaymentEvent;
import org.cobnut.payment.PaymentListener;
import org.cobnut.payment.PaymentProcessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Passes one processor's events on, and returns when they have been committed.
///
/// Who takes them is looked up at each event: an event that nobody takes stays in the processor's queue.
record Events(
        String name,
        PaymentProcessor processor,
        Supplier<IncomingPayments> incoming,
        Supplier<OutgoingPayments> outgoing)
        implements PaymentListener {

    private static final Logger log = LoggerFactory.getLogger(Events.class);

    @Override
    public void onEvent(PaymentEvent event) {
        var node = processor.node();
        var unit = processor.settings().unit();
        switch (event) {
            case PaymentEvent.Received(var payment) -> incoming.get().receive(new Receipt(name, node, unit, payment));
            case PaymentEvent.Settled(var attempt, var outcome) ->
                outgoing.get().settled(node, attempt, outcome);
            case PaymentEvent.Unreadable unreadable -> {
                log.warn("processor {} ({}) sent an event that it cannot read: {}", name, unit, unreadable.id());
                incoming.get().keepUnreadable(name, node, unit, unreadable.id());
            }
        }
    }
}
