package org.cobnut.mint.melt;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.function.Supplier;

import jakarta.annotation.PreDestroy;
import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.mint.ledger.OperationId;
import org.cobnut.payment.PaymentOutcome;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// The melts that a thread of this process works at: payments, for which wallets wait only so long while they go on
/// by themselves, and checks of melts that no thread pays at the moment. A processor that hangs holds up nothing
/// else.
@Component
class MeltTasks {

    private static final Logger log = LoggerFactory.getLogger(MeltTasks.class);
    private static final Duration STOP_WAIT = Duration.ofSeconds(5);
    private static final int CHECKS = 32;

    private final MeltSettings settings;
    private final Semaphore places;
    private final Semaphore checks = new Semaphore(CHECKS);
    private final Map<OperationId, Place> payments = new ConcurrentHashMap<>();
    private final Set<OperationId> checked = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    MeltTasks(MeltSettings settings) {
        this.settings = settings;
        this.places = new Semaphore(settings.atOnce());
    }

    /// Takes one of the places for payments. The caller prepares the payment in its own thread, where it can still
    /// be refused, and closes the place; the payment itself is made in another thread, by [Place#start].
    ///
    /// @throws CashuException with UNAVAILABLE if too many payments are under way
    Place takePlace(OperationId operation) {
        if (!places.tryAcquire()) {
            throw new CashuException(ErrorCode.UNAVAILABLE, "too many payments are under way: try again later");
        }
        var place = new Place(operation);
        payments.put(operation, place);
        return place;
    }

    /// The place of one payment that a thread works at, or is about to begin.
    final class Place implements AutoCloseable {

        private final OperationId operation;
        private final long begun = System.nanoTime();
        private volatile @Nullable Future<PaymentOutcome> outcome;

        private Place(OperationId operation) {
            this.operation = operation;
        }

        /// Starts the payment in a thread of its own, which gives the place back.
        void start(Supplier<PaymentOutcome> payment) {
            outcome = threads.submit(() -> {
                try {
                    return payment.get();
                } catch (RuntimeException error) {
                    log.error("Melt {} is checked later, since its payment ended with an error", operation, error);
                    return new PaymentOutcome.Unresolved();
                } finally {
                    giveBack();
                }
            });
        }

        /// The outcome of the payment; nothing if it takes longer than [MeltSettings#answerWithin].
        Optional<PaymentOutcome> await() {
            try {
                return Optional.of(Objects.requireNonNull(outcome, "the payment has not begun")
                        .get(settings.answerWithin().toMillis(), TimeUnit.MILLISECONDS));
            } catch (TimeoutException _) {
                return Optional.empty();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            } catch (ExecutionException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        /// Gives the place back if the payment never began.
        @Override
        public void close() {
            if (outcome == null) {
                giveBack();
            }
        }

        private void giveBack() {
            payments.remove(operation);
            places.release();
        }

        private boolean isOlderThan(Duration age) {
            return System.nanoTime() - begun > age.toNanos();
        }

        private void interrupt() {
            var running = outcome;
            if (running != null) {
                running.cancel(true);
            }
        }
    }

    /// Runs a check of a melt in a thread of its own, unless one is running or too many are.
    void check(OperationId operation, Runnable check) {
        if (!checked.add(operation)) {
            return;
        }
        if (!checks.tryAcquire()) {
            checked.remove(operation);
            return;
        }
        try {
            threads.execute(() -> {
                try {
                    check.run();
                } catch (RuntimeException error) {
                    log.warn("Melt {} could not be checked and is tried again: {}", operation, error.toString());
                } finally {
                    endCheck(operation);
                }
            });
        } catch (RejectedExecutionException _) { // the process stops
            endCheck(operation);
        }
    }

    private void endCheck(OperationId operation) {
        checked.remove(operation);
        checks.release();
    }

    /// Whether no check is running.
    boolean isQuiet() {
        return checked.isEmpty();
    }

    /// How many payments threads of this process work at.
    int size() {
        return payments.size();
    }

    /// Whether a thread of this process makes the payment of a melt, or is about to.
    boolean isPaying(OperationId operation) {
        return payments.containsKey(operation);
    }

    /// Whether a thread of this process pays it and began less than [MeltSettings#answerWithin] ago.
    boolean isWithinAnswerTime(OperationId operation) {
        var place = payments.get(operation);
        return place != null && !place.isOlderThan(settings.answerWithin());
    }

    /// Interrupts threads that hang in payments of melts that are over.
    void interrupt(Predicate<OperationId> isOver) {
        payments.forEach((operation, place) -> {
            if (place.isOlderThan(settings.answerWithin()) && isOver.test(operation)) {
                place.interrupt();
            }
        });
    }

    /// What does not end now is checked after the next start.
    @PreDestroy
    void close() throws InterruptedException {
        threads.shutdown();
        if (!threads.awaitTermination(STOP_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
            threads.shutdownNow();
        }
    }
}
