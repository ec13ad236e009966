package org.cobnut.payment.fake;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.cobnut.payment.IncomingPayment;
import org.cobnut.payment.LookupId;
import org.cobnut.payment.Money;
import org.cobnut.payment.PaymentEvent;
import org.cobnut.payment.PaymentListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The requests of one fake, what arrived for them, and the queue of events that the mint has not acknowledged yet.
///
/// One lock guards it all; it is not held while a listener runs.
final class Incoming {

    private static final Logger log = LoggerFactory.getLogger(Incoming.class);
    private static final Duration RETRY_PAUSE = Duration.ofMillis(200);

    /// How long a request of [ReceiptMode#EARLY] waits for the mint to take its event.
    private static final Duration EARLY_PATIENCE = Duration.ofSeconds(5);

    private final Journal journal;
    private final ScheduledExecutorService scheduler;
    private final Duration delay;
    private final Duration lateBy;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<LookupId, Money> unpaid = new HashMap<>();
    private final Map<LookupId, List<IncomingPayment>> arrived = new HashMap<>();
    private final Deque<PaymentEvent> undelivered = new ArrayDeque<>();
    private final List<PaymentEvent> late = new ArrayList<>();
    private ReceiptMode mode;
    private boolean isDown;
    private boolean isStopping;
    private volatile @Nullable Thread pump;

    Incoming(Journal journal, ScheduledExecutorService scheduler, Duration delay, FakeSettings.Faults faults) {
        this.journal = journal;
        this.scheduler = scheduler;
        this.delay = delay;
        this.lateBy = faults.lateBy();
        this.mode = faults.receipts();
    }

    void start(PaymentListener listener) {
        locked(() -> {
            if (pump != null) {
                throw new IllegalStateException("started twice");
            }
            isStopping = false;
            pump = Thread.ofVirtual().name("fake-events").start(() -> deliver(listener));
        });
    }

    void stop() {
        var running = pump;
        if (running == null) {
            return;
        }
        locked(() -> {
            isStopping = true;
            changed.signalAll();
        });
        try {
            running.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted before the last event was through", e);
        }
        locked(() -> pump = null);
    }

    boolean isStarted() {
        return pump != null;
    }

    void switchMode(ReceiptMode newMode) {
        locked(() -> mode = newMode);
    }

    void switchDown(boolean down) {
        locked(() -> {
            isDown = down;
            changed.signalAll();
        });
    }

    /// A new request, which pays itself after the delay.
    ///
    /// @param scripted how its receipt is told, instead of the fake's own way; null for that
    void request(LookupId lookup, Money amount, @Nullable ReceiptMode scripted) {
        journal.write("request", lookup.value(), amount.amount());
        if ((scripted == null ? mode : scripted) == ReceiptMode.EARLY) {
            receive(payment(lookup, amount), ReceiptMode.ONCE);
            awaitDelivery(lookup);
        } else {
            expect(lookup, amount, scripted);
        }
    }

    void restoreRequest(LookupId lookup, Money amount) {
        expect(lookup, amount, null);
    }

    private void expect(LookupId lookup, Money amount, @Nullable ReceiptMode scripted) {
        locked(() -> {
            unpaid.put(lookup, amount);
            arrived.put(lookup, new ArrayList<>());
        });
        var _ = scheduler.schedule(() -> payItself(lookup, scripted), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static IncomingPayment payment(LookupId lookup, Money amount) {
        return new IncomingPayment(lookup, lookup.value(), amount);
    }

    private void payItself(LookupId lookup, @Nullable ReceiptMode scripted) {
        locked(() -> {
            var amount = unpaid.get(lookup);
            var how = scripted == null ? mode : scripted;
            if (amount != null && how != ReceiptMode.UNPAID) {
                receive(payment(lookup, amount), how);
            }
        });
    }

    private void awaitDelivery(LookupId lookup) {
        lock.lock();
        try {
            long remaining = EARLY_PATIENCE.toNanos();
            while (remaining > 0 && undelivered.stream().anyMatch(event -> isOf(event, lookup))) {
                remaining = changed.awaitNanos(remaining);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private static boolean isOf(PaymentEvent event, LookupId lookup) {
        return event instanceof PaymentEvent.Received(var payment)
                && payment.lookup().equals(lookup);
    }

    /// Money that has arrived; the mode says what is told of it.
    void receive(IncomingPayment payment) {
        receive(payment, mode);
    }

    private void receive(IncomingPayment payment, ReceiptMode how) {
        locked(() -> {
            journal.write(
                    "received",
                    payment.lookup().value(),
                    payment.paymentId(),
                    payment.amount().amount());
            var event = arrive(payment);
            switch (how) {
                case ONCE, EARLY, UNPAID -> undelivered.add(event);
                case TWICE -> undelivered.addAll(List.of(event, event));
                case LATE -> keepBack(event);
                case NEVER -> journalDelivery(payment);
            }
            changed.signalAll();
        });
    }

    private void keepBack(PaymentEvent event) {
        late.add(event);
        var _ = scheduler.schedule(this::deliverLate, lateBy.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void journalDelivery(IncomingPayment payment) {
        journal.write("delivered", payment.lookup().value(), payment.paymentId());
    }

    void restoreReceipt(IncomingPayment payment) {
        locked(() -> undelivered.add(arrive(payment)));
    }

    private PaymentEvent arrive(IncomingPayment payment) {
        unpaid.remove(payment.lookup());
        arrived.computeIfAbsent(payment.lookup(), _ -> new ArrayList<>()).add(payment);
        return new PaymentEvent.Received(payment);
    }

    void restoreDelivery(LookupId lookup, String paymentId) {
        locked(() -> undelivered.removeIf(event -> event instanceof PaymentEvent.Received(var payment)
                && payment.lookup().equals(lookup)
                && payment.paymentId().equals(paymentId)));
    }

    void tell(PaymentEvent event) {
        locked(() -> {
            undelivered.add(event);
            changed.signalAll();
        });
    }

    void deliverLate() {
        locked(() -> {
            undelivered.addAll(late);
            late.clear();
            changed.signalAll();
        });
    }

    List<IncomingPayment> payments(LookupId lookup) {
        lock.lock();
        try {
            return List.copyOf(arrived.getOrDefault(lookup, List.of()));
        } finally {
            lock.unlock();
        }
    }

    /// Runs until it is told to stop. An event leaves the queue only after the listener returned.
    private void deliver(PaymentListener listener) {
        try {
            for (var event = next(); event != null; event = next()) {
                if (accepted(event, listener)) {
                    acknowledge(event);
                } else {
                    pause();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable PaymentEvent next() throws InterruptedException {
        lock.lock();
        try {
            while (!isStopping && (undelivered.isEmpty() || isDown)) {
                changed.await();
            }
            return isStopping ? null : undelivered.getFirst();
        } finally {
            lock.unlock();
        }
    }

    private static boolean accepted(PaymentEvent event, PaymentListener listener) {
        try {
            listener.onEvent(event);
            return true;
        } catch (RuntimeException e) {
            log.info("The mint has not taken an event; it will be sent again: {}", e.toString());
            return false;
        }
    }

    private void acknowledge(PaymentEvent event) {
        locked(() -> {
            undelivered.removeFirstOccurrence(event);
            if (event instanceof PaymentEvent.Received(var payment)) {
                journalDelivery(payment);
            }
            changed.signalAll();
        });
    }

    private void pause() throws InterruptedException {
        lock.lock();
        try {
            long remaining = RETRY_PAUSE.toNanos();
            while (!isStopping && remaining > 0) {
                remaining = changed.awaitNanos(remaining);
            }
        } finally {
            lock.unlock();
        }
    }

    private void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }
}
