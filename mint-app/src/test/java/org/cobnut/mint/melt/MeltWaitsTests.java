package org.cobnut.mint.melt;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class MeltWaitsTests {

    private static final Duration LONG = Duration.ofHours(1);

    private final MeltWaits waits = new MeltWaits();
    private final AtomicBoolean isOver = new AtomicBoolean();
    private final CountDownLatch hasLooked = new CountDownLatch(1);

    @Test
    void endWithTheNewsThatItIsOver() throws Exception {
        var waiting = begin();

        isOver.set(true);
        waits.wake("quote");

        waiting.join();
        assertThat(isOver).isTrue();
    }

    @Test
    void endWhenTheProcessStops() throws Exception {
        var waiting = begin();

        waits.stop();

        waiting.join();
        assertThat(isOver).isFalse();
    }

    @Test
    void endWhenTheTimeIsOver() {
        waits.await("quote", Duration.ofMillis(20), isOver::get);

        assertThat(isOver).isFalse();
    }

    /// A thread that has begun to wait.
    private Thread begin() throws InterruptedException {
        var waiting = Thread.ofVirtual()
                .start(() -> waits.await("quote", LONG, () -> {
                    hasLooked.countDown();
                    return isOver.get();
                }));
        hasLooked.await();
        return waiting;
    }
}
