package org.cobnut.mint.ledger;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.mint.store.OnBothDatabases;
import org.cobnut.mint.store.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.cobnut.mint.ledger.TestLedger.KEYSET;
import static org.cobnut.mint.ledger.TestLedger.output;

@OnBothDatabases
class CommitterTests {

    private final TestLedger test;
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    CommitterTests(TestDatabase database) {
        this.test = new TestLedger(database);
        database.transactions().run(() -> test.issuance.addPaid("paid", 1000));
    }

    @AfterEach
    void close() {
        goOn.countDown();
        test.close();
    }

    @Test
    void refusesWhatItsQueueHasNoRoomFor() throws Exception {
        var ledger = test.with(new LedgerSettings(1, 256, 2000, 5, Duration.ofSeconds(30)));
        hold();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> held = threads.submit(() -> ledger.commit(test.mint("paid", List.of(output(KEYSET, 1)))));
            begun.await();
            Future<?> queued = threads.submit(() -> ledger.commit(test.swap()));
            while (test.committer().queued() == 0) {
                Thread.onSpinWait();
            }

            assertUnavailable(() -> ledger.commit(test.swap()));

            goOn.countDown();
            held.get();
            queued.get();
        }
        assertThat(test.count("completed_operations")).isEqualTo(2);
    }

    @Test
    void answersInTimeThatTheOutcomeIsUnknown() throws Exception {
        var ledger = test.with(new LedgerSettings(10, 256, 2000, 5, Duration.ofMillis(100)));
        hold();

        assertUnavailable(() -> ledger.commit(test.mint("paid", List.of(output(KEYSET, 1)))));
    }

    @Test
    void outlivesAnyErrorAndAnswersItsGroup() {
        var once = new AtomicBoolean(true);
        test.issuance.beforeClaim(() -> {
            if (once.getAndSet(false)) {
                throw new AssertionError("a bug");
            }
        });

        assertUnavailable(() -> test.ledger().commit(test.mint("paid", List.of(output(KEYSET, 1)))));

        test.ledger().commit(test.swap());
        assertThat(test.committer().isAlive()).isTrue();
    }

    @Test
    void tellsABugFromARefusal() {
        test.issuance.beforeClaim(() -> {
            throw new IllegalArgumentException("a bug");
        });

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> test.ledger().commit(test.mint("paid", List.of(output(KEYSET, 1)))));
    }

    @Test
    void refusesAtOnceWhenItIsDead() {
        test.committer().close();

        assertThat(test.committer().isAlive()).isFalse();
        assertUnavailable(() -> test.ledger().commit(test.swap()));
    }

    @Test
    void writesWhatHasQueuedUpBeforeItEnds() throws Exception {
        hold();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var ledger = test.ledger();
            Future<?> held = threads.submit(() -> ledger.commit(test.mint("paid", List.of(output(KEYSET, 1)))));
            begun.await();
            Future<?> queued = threads.submit(() -> ledger.commit(test.swap()));
            while (test.committer().queued() == 0) {
                Thread.onSpinWait();
            }
            Future<?> closed = threads.submit(() -> test.committer().close());

            goOn.countDown();
            closed.get();
            held.get();
            queued.get();
        }
        assertThat(test.count("completed_operations")).isEqualTo(2);
    }

    /// The committer stops in the middle of its next mint, until the test lets it go on.
    private void hold() {
        test.issuance.beforeClaim(() -> {
            begun.countDown();
            try {
                goOn.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static void assertUnavailable(Runnable commit) {
        assertThatExceptionOfType(CashuException.class)
                .isThrownBy(commit::run)
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.UNAVAILABLE));
    }
}
