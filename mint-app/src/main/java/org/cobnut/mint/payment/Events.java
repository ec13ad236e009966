package org.cobnut.mint.payment;

import java.util.function.Supplier;

import org.cobnut.payment.IncomingPayment;
import org.cobnut.payment.LookupId;
import org.cobnut.payment.MethodSettings;
import org.cobnut.payment.PaymentEvent;
import org.cobnut.payment.PaymentListener;
import org.cobnut.payment.PaymentMethod;
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
        switch (event) {
            case PaymentEvent.Received(var payment) -> incoming.get().receive(receipt(payment));
            case PaymentEvent.Settled(var attempt, var outcome) ->
                outgoing.get().settled(processor.node(), attempt, outcome);
            case PaymentEvent.Unreadable unreadable -> keep(unreadable);
        }
    }

    private Receipt receipt(IncomingPayment payment) {
        var lookup = payment.lookup();
        return new Receipt(source(method(lookup.kind())), lookup.value(), payment.paymentId(), payment.amount());
    }

    private void keep(PaymentEvent.Unreadable unreadable) {
        var method = processor.settings().methods().getFirst().method();
        log.warn("processor {} sent an event that it cannot read: {}", name, unreadable.id());
        incoming.get().keepUnreadable(source(method), unreadable.id());
    }

    private Receipt.Source source(PaymentMethod method) {
        return new Receipt.Source(name, processor.node(), processor.settings().unit(), method);
    }

    /// The kind of a lookup id tells the method; what is left is the processor's own method, of which it has one.
    private PaymentMethod method(LookupId.Kind kind) {
        return switch (kind) {
            case PAYMENT_HASH -> PaymentMethod.BOLT11;
            case OFFER_ID, BOLT12_PAYMENT_HASH -> PaymentMethod.BOLT12;
            case QUOTE_ID, PAYMENT_ID, LABEL, CUSTOM -> ownMethod();
        };
    }

    private PaymentMethod ownMethod() {
        return processor.settings().methods().stream()
                .filter(settings -> settings instanceof MethodSettings.Custom)
                .map(MethodSettings::method)
                .findFirst()
                .orElse(PaymentMethod.ONCHAIN);
    }
}
