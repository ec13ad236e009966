package org.cobnut.payment.fake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.cobnut.payment.AttemptId;
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

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<AttemptId, Attempt> attempts = new HashMap<>();
    private final List<AttemptId> sent = new ArrayList<>();
    private PaymentMode mode = PaymentMode.SCRIPTED;

    Outgoing(Journal journal, Duration delay) {
        this.journal = journal;
        this.delay = delay;
    }

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

    /// @param scripted what becomes of the payment once it is sent
    PaymentOutcome pay(AttemptId id, PaymentOutcome scripted) {
        lock.lock();
        try {
            var known = attempts.get(id);
            if (known != null || mode == PaymentMode.NEVER_HEARD) {
                return known == null ? new Unresolved() : known.outcome;
            }
            var attempt = new Attempt(Phase.WAITING, new Unresolved());
            attempts.put(id, attempt);
            return waited(attempt) ? send(id, attempt, scripted) : attempt.outcome;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Unresolved();
        } finally {
            lock.unlock();
        }
    }

    /// Lets the delay pass; whoever abandons the attempt meanwhile ends it at once.
    private boolean waited(Attempt attempt) throws InterruptedException {
        long remaining = delay.toNanos();
        while (attempt.phase == Phase.WAITING && remaining > 0) {
            remaining = changed.awaitNanos(remaining);
        }
        return attempt.phase == Phase.WAITING;
    }

    private PaymentOutcome send(AttemptId id, Attempt attempt, PaymentOutcome scripted) throws InterruptedException {
        attempt.phase = Phase.SENT;
        journal.write("sent", id);
        sent.add(id);
        while (mode == PaymentMode.HANG && attempt.phase == Phase.SENT) {
            changed.await();
        }
        if (attempt.phase == Phase.SENT && mode != PaymentMode.ANSWER_UNKNOWN) {
            settle(id, attempt, scripted);
        }
        return mode == PaymentMode.FAIL_AFTER_SENDING ? new Unresolved() : attempt.outcome;
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
            if (attempt == null || !(attempt.outcome instanceof Unresolved) || attempt.phase == Phase.WAITING) {
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
            attempts.put(id, new Attempt(Phase.FORGOTTEN, new Unresolved()));
        } finally {
            lock.unlock();
        }
    }

    void restore(AttemptId id, PaymentOutcome outcome) {
        attempts.put(id, new Attempt(outcome instanceof Unresolved ? Phase.SENT : Phase.SETTLED, outcome));
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
