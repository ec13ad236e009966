package org.cobnut.mint.issue;

import java.time.Clock;
import java.util.Optional;

import org.cobnut.mint.payment.IncomingPayments;
import org.cobnut.mint.payment.Receipt;
import org.cobnut.mint.replica.Replica;
import org.cobnut.mint.store.Transactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Credits quotes with what was received: receipt and credit are one transaction, and a receipt counts once,
/// however often the mint is told of it: by an event, by the answer to a status query, by another processor on the
/// same node.
@Component
class Crediting implements IncomingPayments {

    private static final Logger log = LoggerFactory.getLogger(Crediting.class);

    private static final String NO_REQUEST = "no such request";

    private final MintQuotes quotes;
    private final Receipts receipts;
    private final Transactions transactions;
    private final Replica replica;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    Crediting(
            MintQuotes quotes,
            Receipts receipts,
            Transactions transactions,
            Replica replica,
            Clock clock,
            ApplicationEventPublisher events) {
        this.quotes = quotes;
        this.receipts = receipts;
        this.transactions = transactions;
        this.replica = replica;
        this.clock = clock;
        this.events = events;
    }

    /// What became of a receipt.
    private sealed interface Booking {
        record Credited() implements Booking {}

        record KnownBefore() implements Booking {}

        record NotCredited(String reason) implements Booking {}
    }

    @Override
    public void receive(Receipt receipt) {
        var booking = transactions.write(() -> {
            var attempt = book(receipt);
            if (attempt instanceof Booking.NotCredited(var reason)) {
                receipts.park(receipt, reason, now());
            }
            return attempt;
        });
        writeToLog(booking);
        if (booking instanceof Booking.NotCredited(var reason) && reason.equals(NO_REQUEST)) {
            // A quote that was inserted meanwhile has not seen the parked receipt, so receipts are matched again: one
            // of both sees the other.
            match(receipt.lookupId());
        }
    }

    @Override
    public void keepUnreadable(Receipt.Source source, String id) {
        transactions.run(() -> receipts.parkUnreadable(source, id, now()));
    }

    /// Credits what was received for a request before its quote was there.
    void match(String lookupId) {
        receipts.parked(lookupId).forEach(this::match);
    }

    /// Receipts whose quote came at the same moment, on another connection.
    @Scheduled(fixedDelayString = "PT20S", initialDelayString = "PT20S")
    void matchParked() {
        if (replica.isEldest()) {
            matchAll();
        }
    }

    private void matchAll() {
        if (receipts.hasOld()) {
            transactions.run(receipts::adoptOld);
        }
        var page = receipts.parkedWithQuote(0);
        while (!page.isEmpty()) {
            page.forEach(this::match);
            page = receipts.parkedWithQuote(page.getLast().id());
        }
    }

    /// One that cannot be matched is no reason to leave the others, nor to refuse a quote: it is tried again.
    private void match(Receipts.Parked parked) {
        try {
            writeToLog(transactions.write(() -> {
                var booking = book(parked.receipt());
                if (!(booking instanceof Booking.NotCredited)) {
                    receipts.remove(parked);
                }
                return booking;
            }));
        } catch (RuntimeException error) {
            log.warn("Parked receipt {} could not be matched and is tried again: {}", parked.id(), error.toString());
        }
    }

    private Booking book(Receipt receipt) {
        var quote = receipts.lockQuote(receipt.lookupId()).flatMap(quotes::findById);
        var reason = quote.map(found -> obstacle(found, receipt)).orElse(Optional.of(NO_REQUEST));
        if (reason.isPresent()) {
            return new Booking.NotCredited(reason.get());
        }
        var id = quote.orElseThrow().id();
        long amount = receipt.amount().amount();
        if (!receipts.add(id, receipt.paymentId(), amount, now())) {
            return new Booking.KnownBefore();
        }
        if (quotes.credit(id, amount, now()) != 1) {
            throw new IllegalStateException("a locked quote is gone");
        }
        Transactions.afterCommit(() -> events.publishEvent(new MintQuoteChanged(id)));
        return new Booking.Credited();
    }

    /// Why a quote cannot be credited with a receipt that names its request.
    private static Optional<String> obstacle(MintQuote quote, Receipt receipt) {
        var source = receipt.source();
        if (!quote.unit().equals(source.unit())
                || !quote.unit().equals(receipt.amount().unit())) {
            return Optional.of("the request is in another unit");
        }
        if (!quote.method().equals(source.method())) {
            return Optional.of("the request is of another method");
        }
        if (quote.nodeId() != null && !quote.nodeId().equals(source.node().value())) {
            return Optional.of("the request is another node's");
        }
        if (receipt.amount().amount() > Long.MAX_VALUE - quote.amountPaid()) {
            return Optional.of("more than can be counted");
        }
        return receipt.amount().amount() == 0 ? Optional.of("nothing was received") : Optional.empty();
    }

    private static void writeToLog(Booking booking) {
        switch (booking) {
            case Booking.Credited() -> {}
            case Booking.KnownBefore() -> log.debug("A receipt came again: its quote was credited before");
            case Booking.NotCredited(var reason) ->
                log.warn("A receipt is parked, since {}; it is matched again every 20 s", reason);
        }
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }
}
