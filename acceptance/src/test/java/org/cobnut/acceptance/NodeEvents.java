package org.cobnut.acceptance;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.cobnut.payment.PaymentEvent;

/// Events of a node that no mint has taken yet. One is handed out again when whoever got it does not say in
/// time that it is done.
final class NodeEvents {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final long LOOK_MILLIS = 500;

    private final DelayQueue<Waiting> waiting = new DelayQueue<>();
    private final AtomicLong numbers = new AtomicLong();

    private record Waiting(long number, PaymentEvent event, Instant notBefore) implements Delayed {

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(Duration.between(Instant.now(), notBefore));
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.MILLISECONDS), other.getDelay(TimeUnit.MILLISECONDS));
        }
    }

    void add(PaymentEvent event) {
        waiting.add(new Waiting(numbers.incrementAndGet(), event, Instant.EPOCH));
    }

    /// The next event in words; none if there is none for a while.
    List<Object> next() {
        try {
            var next = waiting.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            if (next == null) {
                return List.of();
            }
            waiting.add(new Waiting(next.number(), next.event(), Instant.now().plus(PATIENCE)));
            return said(next);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    List<Object> done(String number) {
        waiting.removeIf(event -> event.number() == Long.parseLong(number));
        return List.of();
    }

    private static List<Object> said(Waiting waiting) {
        return switch (waiting.event()) {
            case PaymentEvent.Received(var payment) ->
                List.of(
                        waiting.number(),
                        "received",
                        payment.lookup().value(),
                        payment.paymentId(),
                        payment.amount().amount());
            case PaymentEvent.Settled(var attempt, var outcome) -> {
                List<Object> words = new ArrayList<>(List.of(waiting.number(), "settled", attempt));
                words.addAll(OutsideNode.said(outcome));
                yield words;
            }
            case PaymentEvent.Unreadable unreadable ->
                throw new IllegalStateException("nobody makes " + unreadable + " here");
        };
    }
}
