package org.cobnut.payment.fake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import org.cobnut.payment.AttemptId;
import org.cobnut.payment.PaymentEvent;
import org.cobnut.payment.PaymentOutcome;
import org.cobnut.payment.PaymentOutcome.Failed;
import org.cobnut.payment.PaymentOutcome.Paid;
import org.cobnut.payment.PaymentOutcome.Unresolved;
import org.jspecify.annotations.Nullable;

/// The attempts to pay of one fake. An attempt goes from waiting to sent to settled, or is abandoned while it waits.
final class Outgoing {

    private static final Failed ABANDONED = new Failed("the payment was abandoned before it was sent");

    private final Journal journal;
    private final Duration delay;
    private final ScheduledExecutorService scheduler;
    private final Consumer<PaymentEvent> events;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<AttemptId, Attempt> attempts = new HashMap<>();
    private final List<AttemptId> sent = new ArrayList<>();
    private PaymentMode mode;

    /// @param events hears of payments that settle by themselves
    Outgoing(
            Journal journal,
            Duration delay,
            PaymentMode mode,
            ScheduledExecutorService scheduler,
            Consumer<PaymentEvent> events) {
        this.journal = journal;
        this.delay = delay;
        this.mode = mode;
        this.scheduler = scheduler;
        this.events = events;
    }

    /// What is to be done with one payment.
    ///
    /// @param outcome what becomes of it once it is sent
    /// @param mode instead of the fake's own; null for that
    /// @param settlesAfter when it settles after all that hangs or stays in flight; null for never
    record Order(
            PaymentOutcome outcome,
            @Nullable PaymentMode mode,
            @Nullable Duration settlesAfter) {}

    private enum Phase {
        WAITING,
        SENT,
        SETTLED,
        FORGOTTEN
    }

    private static final class Attempt {
        private Phase phase;
        private PaymentOutcome outcome;

        private Attempt(Phase phase, PaymentOutcome outcome) {
            this.phase = phase;
            this.outcome = outcome;
        }
    }

    void switchMode(PaymentMode newMode) {
        lock.lock();
        try {
            mode = newMode;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    PaymentOutcome pay(AttemptId id, Order order) {
        lock.lock();
        try {
            var known = attempts.get(id);
            if (known != null || modeOf(order) == PaymentMode.NEVER_HEARD) {
                return known == null ? new Unresolved() : known.outcome;
            }
            var attempt = new Attempt(Phase.WAITING, new Unresolved());
            attempts.put(id, attempt);
            return waited(attempt) ? send(id, attempt, order) : attempt.outcome;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Unresolved();
        } finally {
            lock.unlock();
        }
    }

    private PaymentMode modeOf(Order order) {
        return order.mode() == null ? mode : order.mode();
    }

    /// Lets the delay pass; abandoning the attempt meanwhile ends it at once.
    private boolean waited(Attempt attempt) throws InterruptedException {
        long remaining = delay.toNanos();
        while (attempt.phase == Phase.WAITING && remaining > 0) {
            remaining = changed.awaitNanos(remaining);
        }
        return attempt.phase == Phase.WAITING;
    }

    private PaymentOutcome send(AttemptId id, Attempt attempt, Order order) throws InterruptedException {
        attempt.phase = Phase.SENT;
        boolean staysInFlight = modeOf(order) == PaymentMode.ANSWER_UNKNOWN && order.settlesAfter() == null;
        journal.write("sent", id, staysInFlight ? "open" : text(order.outcome()));
        sent.add(id);
        if (order.settlesAfter() != null) {
            settleLater(id, order.outcome(), order.settlesAfter());
        }
        while (modeOf(order) == PaymentMode.HANG && attempt.phase == Phase.SENT) {
            changed.await();
        }
        if (attempt.phase == Phase.SENT && modeOf(order) != PaymentMode.ANSWER_UNKNOWN) {
            settle(id, attempt, order.outcome());
        }
        return answer(id, attempt, modeOf(order));
    }

    private PaymentOutcome answer(AttemptId id, Attempt attempt, PaymentMode how) {
        return switch (how) {
            case SCRIPTED, HANG, ANSWER_UNKNOWN, NEVER_HEARD -> attempt.outcome;
            case FAIL_AFTER_SENDING -> new Unresolved();
            case FORGET -> {
                forget(id);
                yield new Unresolved();
            }
        };
    }

    /// An outcome as the journal writes it.
    private static String text(PaymentOutcome outcome) {
        return switch (outcome) {
            case Paid paid -> "paid " + paid.spent().amount();
            case Failed _ -> "failed";
            case Unresolved _ -> "open";
        };
    }

    private void settleLater(AttemptId id, PaymentOutcome outcome, Duration after) {
        if (outcome instanceof Unresolved) {
            return;
        }
        var _ = scheduler.schedule(
                () -> {
                    if (resolve(id, outcome)) {
                        events.accept(new PaymentEvent.Settled(id, outcome));
                    }
                },
                after.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private void settle(AttemptId id, Attempt attempt, PaymentOutcome outcome) {
        switch (outcome) {
            case Paid paid -> journal.write("paid", id, paid.spent().amount());
            case Failed _ -> journal.write("failed", id);
            case Unresolved _ -> {}
        }
        attempt.phase = Phase.SETTLED;
        attempt.outcome = outcome;
        changed.signalAll();
    }

    PaymentOutcome status(AttemptId id) {
        lock.lock();
        try {
            var attempt = attempts.get(id);
            return attempt == null ? new Unresolved() : attempt.outcome;
        } finally {
            lock.unlock();
        }
    }

    /// @param failure what an attempt is told from now on that was not sent yet
    PaymentOutcome abandon(AttemptId id, @Nullable Failed failure) {
        lock.lock();
        try {
            var attempt = attempts.computeIfAbsent(id, _ -> new Attempt(Phase.WAITING, new Unresolved()));
            if (attempt.phase == Phase.WAITING) {
                settle(id, attempt, failure == null ? ABANDONED : failure);
            }
            return attempt.outcome;
        } finally {
            lock.unlock();
        }
    }

    /// Settles what is in flight; says whether it was.
    boolean resolve(AttemptId id, PaymentOutcome outcome) {
        lock.lock();
        try {
            var attempt = attempts.get(id);
            if (attempt == null || attempt.phase != Phase.SENT) {
                return false;
            }
            settle(id, attempt, outcome);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// The node loses its memory of an attempt, not the fact that it may have sent it.
    void forget(AttemptId id) {
        lock.lock();
        try {
            journal.write("forgot", id);
            attempts.put(id, new Attempt(Phase.FORGOTTEN, new Unresolved()));
        } finally {
            lock.unlock();
        }
    }

    /// It was sent before the process ended: the world settles it meanwhile.
    void restoreSent(AttemptId id, PaymentOutcome outcome) {
        attempts.put(id, new Attempt(Phase.SENT, new Unresolved()));
        settleLater(id, outcome, delay);
    }

    void restoreSettled(AttemptId id, PaymentOutcome outcome) {
        attempts.put(id, new Attempt(Phase.SETTLED, outcome));
    }

    void restoreForgotten(AttemptId id) {
        attempts.put(id, new Attempt(Phase.FORGOTTEN, new Unresolved()));
    }

    /// The attempts that were sent by this process, in order.
    List<AttemptId> sent() {
        lock.lock();
        try {
            return List.copyOf(sent);
        } finally {
            lock.unlock();
        }
    }
}
