package org.cobnut.mint.melt;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import jakarta.annotation.PreDestroy;
import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.mint.ledger.OperationId;
import org.cobnut.payment.PaymentOutcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// The melts that a thread of this process works at. Wallets wait for them only so long; they go on by
/// themselves.
@Component
class MeltTasks {

    private static final Logger log = LoggerFactory.getLogger(MeltTasks.class);
    private static final Duration GOODBYE = Duration.ofSeconds(5);

    private final MeltSettings settings;
    private final Semaphore places;
    private final Set<OperationId> held = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    MeltTasks(MeltSettings settings) {
        this.settings = settings;
        this.places = new Semaphore(settings.atOnce());
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
        held.add(operation);
        Future<PaymentOutcome> outcome;
        try {
            var payment = preparation.get();
            outcome = threads.submit(() -> pay(operation, payment));
        } catch (RuntimeException refused) {
            leave(operation);
            throw refused;
        }
        return isAwaited ? await(outcome) : Optional.empty();
    }

    /// Whether a thread of this process works at a melt, or is about to begin one.
    boolean isHeld(OperationId operation) {
        return held.contains(operation);
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
        held.remove(operation);
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
