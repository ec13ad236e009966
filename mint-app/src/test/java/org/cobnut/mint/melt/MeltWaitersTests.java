package org.cobnut.mint.melt;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class MeltWaitersTests {

    private static final Duration LONG = Duration.ofHours(1);

    private final MeltWaiters waiters = new MeltWaiters();
    private final AtomicBoolean isOver = new AtomicBoolean();
    private final CountDownLatch hasLooked = new CountDownLatch(1);

    @Test
    void endWithTheNewsThatItIsOver() throws Exception {
        var waiting = begin();

        isOver.set(true);
        waiters.wake("quote");

        waiting.join();
        assertThat(isOver).isTrue();
    }

    @Test
    void endWhenTheProcessStops() throws Exception {
        var waiting = begin();

        waiters.stop();

        waiting.join();
        assertThat(isOver).isFalse();
    }

    @Test
    void endWhenTheTimeIsOver() {
        waiters.await("quote", Duration.ofMillis(20), isOver::get);

        assertThat(isOver).isFalse();
    }

    /// A thread that has begun to wait.
    private Thread begin() throws InterruptedException {
        var waiting = Thread.ofVirtual()
                .start(() -> waiters.await("quote", LONG, () -> {
                    hasLooked.countDown();
                    return isOver.get();
                }));
        hasLooked.await();
        return waiting;
    }
}
