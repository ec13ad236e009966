package org.cobnut.mint.payment;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class StatusQueriesTests {

    private final CountDownLatch goOn = new CountDownLatch(1);
    private final AtomicInteger taken = new AtomicInteger();

    @AfterEach
    void release() {
        goOn.countDown();
    }

    @Test
    void takesAllAtTheSameTime() {
        var all = new CountDownLatch(10);
        var statusQueries = new StatusQueries(Duration.ofSeconds(30), 64);

        statusQueries.run(Collections.nCopies(10, () -> {
            all.countDown();
            await(all);
            taken.incrementAndGet();
        }));

        assertThat(taken).hasValue(10);
    }

    @Test
    void waitsOnlySoLongForThoseThatHang() {
        var statusQueries = new StatusQueries(Duration.ofMillis(50), 64);

        statusQueries.run(Collections.nCopies(60, () -> await(goOn)));

        assertThat(goOn.getCount()).isEqualTo(1); // and here we are
    }

    @Test
    void leavesOutWhatIsTooMuch() {
        var statusQueries = new StatusQueries(Duration.ofMillis(50), 2);
        statusQueries.run(Collections.nCopies(5, () -> await(goOn)));

        statusQueries.run(List.of(taken::incrementAndGet));

        assertThat(taken).hasValue(0);
    }

    @Test
    void goesOnAfterOneThatFails() {
        var statusQueries = new StatusQueries(Duration.ofSeconds(30), 1);
        statusQueries.run(List.of(() -> {
            throw new IllegalStateException("no");
        }));

        statusQueries.run(List.of(taken::incrementAndGet));

        assertThat(taken).hasValue(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
