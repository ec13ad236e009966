package org.cobnut.mint.payment;

import java.util.function.Supplier;

import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.payment.IncomingPayment;
import org.cobnut.payment.LookupId;
import org.cobnut.payment.MethodSettings;
import org.cobnut.payment.PaymentEvent;
import org.cobnut.payment.PaymentListener;
import org.cobnut.payment.PaymentMethod;
import org.cobnut.payment.PaymentProcessor;
import org.cobnut.payment.ProcessorUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.BeansException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.TransactionException;

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

    /// An event that cannot be taken, however often it comes, must not keep those behind it waiting: it is kept for
    /// the operator.
    @Override
    public void onEvent(PaymentEvent event) {
        try {
            take(event);
        } catch (RuntimeException error) {
            if (mayPass(error)) {
                throw error;
            }
            log.error("Processor {} has sent an event that does not fit; it is kept for the operator", name, error);
            incoming.get().keepUnreadable(anySource(), id(event));
        }
    }

    private void take(PaymentEvent event) {
        switch (event) {
            case PaymentEvent.Received(var payment) -> incoming.get().receive(receipt(payment));
            case PaymentEvent.Settled(var attempt, var outcome) ->
                outgoing.get().report(processor.node(), attempt, outcome);
            case PaymentEvent.Unreadable unreadable -> keep(unreadable);
        }
    }

    /// Whether the same event may be taken later: then the trouble is the database's, the node's or the process's.
    private static boolean mayPass(RuntimeException error) {
        return switch (error) {
            case CashuException refusal -> refusal.code() == ErrorCode.UNAVAILABLE;
            case DataIntegrityViolationException _ -> false;
            case DataAccessException _, TransactionException _, BeansException _, ProcessorUnavailableException _ ->
                true;
            default -> false;
        };
    }

    /// What names an event to the operator, in letters that every database takes.
    private static String id(PaymentEvent event) {
        var text = switch (event) {
            case PaymentEvent.Received(var payment) ->
                "receipt of " + payment.amount() + " for " + payment.lookup().value() + ": " + payment.paymentId();
            case PaymentEvent.Settled settled -> "attempt " + settled.attempt();
            case PaymentEvent.Unreadable unreadable -> unreadable.id();
        };
        var printable = text.replaceAll("[^ -~]", "?");
        return printable.substring(0, Math.min(printable.length(), 500));
    }

    private Receipt receipt(IncomingPayment payment) {
        var lookup = payment.lookup();
        return new Receipt(source(method(lookup.kind())), lookup.value(), payment.paymentId(), payment.amount());
    }

    private void keep(PaymentEvent.Unreadable unreadable) {
        log.warn("Processor {} cannot read its event {}, which is kept for the operator", name, unreadable.id());
        incoming.get().keepUnreadable(anySource(), unreadable.id());
    }

    private Receipt.Source anySource() {
        return source(processor.settings().methods().getFirst().method());
    }

    private Receipt.Source source(PaymentMethod method) {
        return new Receipt.Source(name, processor.node(), processor.settings().unit(), method);
    }

    /// The only one there is, by whatever ids its node finds requests. Of several the kind of the id tells which; what
    /// is left is the processor's own method, of which it has one.
    private PaymentMethod method(LookupId.Kind kind) {
        var offered = processor.settings().methods();
        return offered.size() == 1 ? offered.getFirst().method() : byKind(kind);
    }

    private PaymentMethod byKind(LookupId.Kind kind) {
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
