package org.cobnut.mint.ledger.commit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.mint.ledger.LedgerSettings;
import org.cobnut.mint.store.OnBothDatabases;
import org.cobnut.mint.store.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.cobnut.mint.ledger.commit.TestLedger.KEYSET;
import static org.cobnut.mint.ledger.commit.TestLedger.output;

@OnBothDatabases
class GroupCommitterTests {

    private final TestLedger test;
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    GroupCommitterTests(TestDatabase database) {
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

    @Test
    void letsNobodyWaitForRivalsOfOthers() throws Exception {
        var ledger = test.with(new LedgerSettings(100, 5, 2000, 5, Duration.ofSeconds(30)));
        var spent = new CopyOnWriteArrayList<Long>();
        test.issuance.beforeClaim(() -> {
            spent.add(test.count("proof"));
            begun.countDown();
            await(goOn);
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Future<?>>();
            for (int mint = 0; mint < 20; mint++) {
                all.add(threads.submit(() -> ledger.commit(test.mint("paid", List.of(output(KEYSET, 1))))));
            }
            begun.await();
            awaitQueued(all.size() - 6);
            all.add(threads.submit(() -> ledger.commit(test.swap())));
            awaitQueued(all.size() - 6);
            goOn.countDown();
            for (var each : all) {
                each.get();
            }
        }
        assertThat(spent).hasSize(20).element(10).isEqualTo(1L);
    }

    private void awaitQueued(int operations) {
        while (test.committer().queued() < operations) {
            Thread.onSpinWait();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// The committer stops in the middle of its next mint, until the test lets it go on.
    private void hold() {
        test.issuance.beforeClaim(() -> {
            begun.countDown();
            await(goOn);
        });
    }

    private static void assertUnavailable(Runnable commit) {
        assertThatExceptionOfType(CashuException.class)
                .isThrownBy(commit::run)
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.UNAVAILABLE));
    }
}
