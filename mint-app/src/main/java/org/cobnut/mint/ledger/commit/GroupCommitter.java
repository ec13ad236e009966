package org.cobnut.mint.ledger.commit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.mint.ledger.Committer;
import org.cobnut.mint.ledger.LedgerSettings;
import org.cobnut.mint.ledger.Operation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes many operations in one transaction. What a transaction costs above all is its commit, and that costs the
/// same for one operation as for two hundred; so one thread takes whatever has queued up while the last transaction
/// was written. Alone, an operation is written at once. Where the last transaction was shared, it waits a moment
/// for as many operations as that had: they are being worked out right now, on cores that many small transactions
/// would take from them.
///
/// Operations that rival each other go one by one, and delay no other operation.
///
/// Each operation gets a verdict of its own, after the commit has returned. How that is found is in [GroupCommit].
final class GroupCommitter implements Committer, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(GroupCommitter.class);

    private static final long POLL_MILLIS = 200;
    private static final long MAX_WAIT_NANOS = 500_000;
    private static final long PARK_NANOS = 50_000;

    private final LedgerSettings settings;
    private final GroupCommit commit;
    private final BlockingQueue<QueuedOperation> queue;
    private final List<QueuedOperation> waiting = new ArrayList<>();
    private final Thread thread = Thread.ofPlatform().name("committer").unstarted(this::loop);
    private volatile boolean running = true;
    private int lastGroupSize;

    GroupCommitter(LedgerSettings settings, GroupCommit commit) {
        this.settings = settings;
        this.commit = commit;
        this.queue = new ArrayBlockingQueue<>(settings.queue());
        thread.start();
    }

    @Override
    public void commit(Operation operation) {
        var queued = new QueuedOperation(operation);
        if (!isAlive() || !queue.offer(queued)) {
            throw new CashuException(ErrorCode.UNAVAILABLE, "the mint is too busy: try again");
        }
        queued.await(settings.answerWithin());
    }

    /// Whether operations are being written.
    boolean isAlive() {
        return running && thread.isAlive();
    }

    @Override
    public boolean isContested() {
        return commit.isContested();
    }

    /// Operations that wait.
    int queued() {
        return queue.size();
    }

    /// Writes what has queued up, and ends.
    @Override
    public void close() {
        running = false;
        try {
            thread.join(settings.answerWithin());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void loop() {
        while (running || !queue.isEmpty() || !waiting.isEmpty()) {
            try {
                takeWhatWaits();
                var group = Group.takeFrom(waiting, settings.groupOperations(), settings.groupRows());
                lastGroupSize = group.size();
                waiting.addAll(0, commitSafely(group));
            } catch (InterruptedException _) {
                running = false;
            }
        }
    }

    private void takeWhatWaits() throws InterruptedException {
        if (waiting.isEmpty()) {
            var first = queue.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
            if (first == null) {
                return;
            }
            waiting.add(first);
            awaitFullGroup();
        }
        // However many wait for each other, a whole group may overtake them.
        int room = Math.max(0, settings.queue() - waiting.size());
        queue.drainTo(waiting, Math.min(settings.groupOperations(), room));
    }

    private void awaitFullGroup() {
        long start = System.nanoTime();
        while (waiting.size() + queue.size() < lastGroupSize && System.nanoTime() - start < MAX_WAIT_NANOS) {
            LockSupport.parkNanos(PARK_NANOS);
        }
    }

    /// The thread outlives every error, and leaves no operation of a group without an answer.
    ///
    /// @return the operations that must try again in the next group
    private List<QueuedOperation> commitSafely(List<QueuedOperation> group) {
        if (group.isEmpty()) {
            return List.of();
        }
        try {
            return commit.commit(group);
        } catch (Throwable error) {
            log.error("A group of {} operations could not be written", group.size(), error);
            group.forEach(queued -> queued.refuse(QueuedOperation.outcomeUnknown()));
            return List.of();
        }
    }
}
