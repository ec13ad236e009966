package org.cobnut.mint;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import org.cobnut.mint.testing.Mint;
import org.cobnut.mint.testing.MintTest;
import org.junit.jupiter.api.Test;
import org.springframework.scheduling.TaskScheduler;

import static org.assertj.core.api.Assertions.assertThat;

@MintTest
class SchedulingHttpTests {

    private final Mint mint;

    SchedulingHttpTests(Mint mint) {
        this.mint = mint;
    }

    @Test
    void goesOnThoughTasksHang() throws InterruptedException {
        var scheduler = mint.bean(TaskScheduler.class);
        var isOver = new CountDownLatch(1);
        var ticks = new CountDownLatch(3);
        var tasks = new ArrayList<ScheduledFuture<?>>();
        for (int number = 0; number < 5; number++) {
            tasks.add(scheduler.scheduleWithFixedDelay(() -> await(isOver), Duration.ofMillis(1)));
        }

        tasks.add(scheduler.scheduleWithFixedDelay(ticks::countDown, Duration.ofMillis(1)));

        assertThat(ticks.await(10, TimeUnit.SECONDS)).isTrue();
        tasks.forEach(task -> task.cancel(false));
        isOver.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
