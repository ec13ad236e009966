package org.cobnut.mint.swap;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.cobnut.mint.ledger.OperationId;
import org.springframework.stereotype.Component;

/// The swaps in two steps that a thread of this process works at: a sweep leaves them alone, and duplicate requests
/// wait for them.
@Component
final class ActiveSwaps {

    private final Set<OperationId> operations = new HashSet<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private long ends;

    void begin(OperationId operation) {
        lock.lock();
        try {
            operations.add(operation);
        } finally {
            lock.unlock();
        }
    }

    void end(OperationId operation) {
        lock.lock();
        try {
            operations.remove(operation);
            ends++;
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean contains(OperationId operation) {
        lock.lock();
        try {
            return operations.contains(operation);
        } finally {
            lock.unlock();
        }
    }

    /// Returns when one of them has ended, or after `longest`, since one may also be another replica's.
    void awaitAnEnd(Duration longest) throws InterruptedException {
        lock.lock();
        try {
            long before = ends;
            long nanos = longest.toNanos();
            while (ends == before && nanos > 0) {
                nanos = ended.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }
}
