package org.cobnut.mint.ledger.commit;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.mint.ledger.Operation;
import org.jspecify.annotations.Nullable;

/// An operation that waits for its verdict, which it gets once.
final class QueuedOperation {

    private final Operation operation;
    private final CompletableFuture<@Nullable Void> verdict = new CompletableFuture<>();
    private int retries;

    QueuedOperation(Operation operation) {
        this.operation = operation;
    }

    Operation operation() {
        return operation;
    }

    /// It is in the book.
    void complete() {
        verdict.complete(null);
    }

    /// It is not in the book and will not come into it; only after UNAVAILABLE nobody knows.
    void refuse(Throwable reason) {
        verdict.completeExceptionally(reason);
    }

    boolean isDecided() {
        return verdict.isDone();
    }

    /// Counts a retry after a conflict that has vanished.
    ///
    /// @return how many there were
    int countRetry() {
        return ++retries;
    }

    /// Returns once it is in the book.
    ///
    /// @throws CashuException why it is not, or with UNAVAILABLE if that is not known in time
    void await(Duration wait) {
        try {
            verdict.get(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException refusal) {
            throw refusal.getCause() instanceof CashuException cause
                    ? cause
                    : new IllegalStateException("an operation could not be written", refusal.getCause());
        } catch (TimeoutException _) {
            throw outcomeUnknown();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw outcomeUnknown();
        }
    }

    static CashuException outcomeUnknown() {
        return new CashuException(
                ErrorCode.UNAVAILABLE, "the outcome is not known yet: repeat the same request to learn it");
    }
}
