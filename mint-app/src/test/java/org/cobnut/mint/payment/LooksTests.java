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
class LooksTests {

    private final CountDownLatch goOn = new CountDownLatch(1);
    private final AtomicInteger taken = new AtomicInteger();

    @AfterEach
    void release() {
        goOn.countDown();
    }

    @Test
    void takesAllAtTheSameTime() {
        var all = new CountDownLatch(10);
        var looks = new Looks(Duration.ofSeconds(30), 64);

        looks.take(Collections.nCopies(10, () -> {
            all.countDown();
            await(all);
            taken.incrementAndGet();
        }));

        assertThat(taken).hasValue(10);
    }

    @Test
    void waitsOnlySoLongForThoseThatHang() {
        var looks = new Looks(Duration.ofMillis(50), 64);

        looks.take(Collections.nCopies(60, () -> await(goOn)));

        assertThat(goOn.getCount()).isEqualTo(1); // and here we are
    }

    @Test
    void leavesOutWhatIsTooMuch() {
        var looks = new Looks(Duration.ofMillis(50), 2);
        looks.take(Collections.nCopies(5, () -> await(goOn)));

        looks.take(List.of(taken::incrementAndGet));

        assertThat(taken).hasValue(0);
    }

    @Test
    void goesOnAfterOneThatFails() {
        var looks = new Looks(Duration.ofSeconds(30), 1);
        looks.take(List.of(() -> {
            throw new IllegalStateException("no");
        }));

        looks.take(List.of(taken::incrementAndGet));

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
