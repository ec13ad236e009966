package org.cobnut.mint.melt;

import java.time.Duration;
import java.util.Map;
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

/// The melts that a thread of this process works at: payments, for which wallets wait only so long while they go
/// on by themselves, and looks at melts that nobody pays at the moment. No processor that hangs holds up anybody
/// else.
@Component
class MeltTasks {

    private static final Logger log = LoggerFactory.getLogger(MeltTasks.class);
    private static final Duration GOODBYE = Duration.ofSeconds(5);
    private static final int LOOKS = 32;

    private final MeltSettings settings;
    private final Semaphore places;
    private final Semaphore statusQueries = new Semaphore(LOOKS);
    private final Map<OperationId, Payment> payments = new ConcurrentHashMap<>();
    private final Set<OperationId> lookedAt = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    MeltTasks(MeltSettings settings) {
        this.settings = settings;
        this.places = new Semaphore(settings.atOnce());
    }

    /// A payment that a thread works at, or is about to begin.
    private static final class Payment {
        private final long begun = System.nanoTime();
        private volatile @Nullable Future<PaymentOutcome> outcome;

        boolean isOlderThan(Duration age) {
            return System.nanoTime() - begun > age.toNanos();
        }
    }

    /// Prepares a payment in the caller's thread and makes it in another one.
    ///
    /// @param isAwaited whether to wait for the outcome
    /// @param preparation what can still be refused; it gives what cannot
    /// @return the outcome; nothing if it is not awaited or takes too long
    /// @throws CashuException what the preparation throws, or UNAVAILABLE if too many payments wait
    Optional<PaymentOutcome> run(
            OperationId operation, boolean isAwaited, Supplier<Supplier<PaymentOutcome>> preparation) {
        if (!places.tryAcquire()) {
            throw new CashuException(ErrorCode.UNAVAILABLE, "too many payments are under way: try again later");
        }
        var place = new Payment();
        payments.put(operation, place);
        Future<PaymentOutcome> outcome;
        try {
            var payment = preparation.get();
            outcome = threads.submit(() -> pay(operation, payment));
        } catch (RuntimeException refused) {
            leave(operation);
            throw refused;
        }
        place.outcome = outcome;
        return isAwaited ? await(outcome) : Optional.empty();
    }

    /// Looks at a melt in a thread of its own, unless one is just doing that or too many are.
    void look(OperationId operation, Runnable look) {
        if (!lookedAt.add(operation)) {
            return;
        }
        if (!statusQueries.tryAcquire()) {
            lookedAt.remove(operation);
            return;
        }
        try {
            threads.execute(() -> {
                try {
                    look.run();
                } catch (RuntimeException error) {
                    log.warn("melt {} could not be looked at: {}", operation, error.toString());
                } finally {
                    endLook(operation);
                }
            });
        } catch (RejectedExecutionException _) { // the process stops
            endLook(operation);
        }
    }

    private void endLook(OperationId operation) {
        lookedAt.remove(operation);
        statusQueries.release();
    }

    /// Whether nothing is being looked at.
    boolean isQuiet() {
        return lookedAt.isEmpty();
    }

    /// How many payments threads of this process work at.
    int size() {
        return payments.size();
    }

    /// Whether a thread of this process makes the payment of a melt, or is about to.
    boolean isPaying(OperationId operation) {
        return payments.containsKey(operation);
    }

    /// Whether it does, and has not been at it for longer than payments usually take.
    boolean isFresh(OperationId operation) {
        var payment = payments.get(operation);
        return payment != null && !payment.isOlderThan(settings.answerWithin());
    }

    /// Lets go of processors that hang in payments of melts that are over.
    void interrupt(Predicate<OperationId> isOver) {
        payments.forEach((operation, payment) -> {
            var outcome = payment.outcome;
            if (outcome != null && payment.isOlderThan(settings.answerWithin()) && isOver.test(operation)) {
                outcome.cancel(true);
            }
        });
    }

    private PaymentOutcome pay(OperationId operation, Supplier<PaymentOutcome> payment) {
        try {
            return payment.get();
        } catch (RuntimeException error) {
            log.error("melt {} was left for a later look", operation, error);
            return new PaymentOutcome.Unresolved();
        } finally {
            leave(operation);
        }
    }

    private void leave(OperationId operation) {
        payments.remove(operation);
        places.release();
    }

    private Optional<PaymentOutcome> await(Future<PaymentOutcome> outcome) {
        try {
            return Optional.of(outcome.get(settings.answerWithin().toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException _) {
            return Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// What does not end now is looked at again after the next start.
    @PreDestroy
    void close() throws InterruptedException {
        threads.shutdown();
        if (!threads.awaitTermination(GOODBYE.toMillis(), TimeUnit.MILLISECONDS)) {
            threads.shutdownNow();
        }
    }
}
