package org.cobnut.mint.store;

import java.util.ArrayList;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// What the steps of a transaction want to have done once it has ended. It runs when the connection has been given
/// back, in the thread of the transaction; Spring's own callbacks would still hold the connection.
final class TransactionEnd implements TransactionSynchronization {

    private static final Logger log = LoggerFactory.getLogger(TransactionEnd.class);

    private final List<Runnable> afterCommit = new ArrayList<>();
    private final List<Runnable> afterRollback = new ArrayList<>();
    private int status = STATUS_UNKNOWN;

    /// Begins with the transaction that has just been opened.
    static TransactionEnd ofNewTransaction() {
        var end = new TransactionEnd();
        TransactionSynchronizationManager.registerSynchronization(end);
        return end;
    }

    /// That of the transaction that is open.
    static TransactionEnd current() {
        return TransactionSynchronizationManager.getSynchronizations().stream()
                .filter(TransactionEnd.class::isInstance)
                .map(TransactionEnd.class::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("this must be called in a transaction"));
    }

    void addAfterCommit(Runnable action) {
        afterCommit.add(action);
    }

    void addAfterRollback(Runnable action) {
        afterRollback.add(action);
    }

    @Override
    public void afterCompletion(int completed) {
        status = completed;
    }

    /// Runs what belongs to the end that the transaction has found; nothing if nobody knows which it was. An action
    /// that fails changes nothing about the transaction, so its caller is not told.
    void run() {
        var actions = switch (status) {
            case STATUS_COMMITTED -> afterCommit;
            case STATUS_ROLLED_BACK -> afterRollback;
            default -> List.<Runnable>of();
        };
        for (var action : actions) {
            try {
                action.run();
            } catch (RuntimeException error) {
                log.error("What was to be done after a transaction has failed", error);
            }
        }
    }
}
