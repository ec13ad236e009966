package org.cobnut.mint.payment;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import org.cobnut.payment.ProcessorUnavailableException;

/// Bounds how long the mint waits for one processor's answer, and how many answers may be outstanding. Each question
/// is put in a thread of its own; one that is not answered in time is given up, and its thread interrupted.
final class ProcessorTimeout {

    private static final int OUTSTANDING = 256;

    private final Duration bound;
    private final Semaphore places = new Semaphore(OUTSTANDING);

    ProcessorTimeout(Duration bound) {
        this.bound = bound;
    }

    /// @throws ProcessorUnavailableException when there is no answer in time, or too many are awaited
    <T> T answer(Supplier<T> question) {
        if (!places.tryAcquire()) {
            throw new ProcessorUnavailableException("too many questions are not answered yet");
        }
        var task = new FutureTask<T>(() -> Objects.requireNonNull(question.get(), "the answer is null"));
        Thread.ofVirtual().name("question").start(() -> {
            try {
                task.run();
            } finally {
                places.release();
            }
        });
        return await(task);
    }

    private <T> T await(FutureTask<T> task) {
        try {
            return task.get(bound.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            task.cancel(true);
            throw new ProcessorUnavailableException("no answer within " + bound);
        } catch (InterruptedException _) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            throw new ProcessorUnavailableException("interrupted");
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(failure.getCause());
        }
    }
}
