package org.cobnut.mint.store;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DatabaseClockTests {

    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

    private Duration answerTime = Duration.ZERO;
    private Instant time = TIME;
    private final DatabaseClock clock = new DatabaseClock(this::answer);

    @Test
    void goesByTheLatestReading() {
        time = TIME.plusSeconds(100);

        clock.refresh();

        assertThat(clock.instant()).isBetween(time, time.plusSeconds(60));
    }

    @Test
    void keepsAnExactReadingWhenTheNextOneTakesLong() {
        time = TIME.plusSeconds(100);
        answerTime = Duration.ofMillis(300);

        clock.refresh();

        assertThat(clock.instant()).isBetween(TIME, TIME.plusSeconds(60));
    }

    @Test
    void goesOnFromTheLastReadingWhenTheDatabaseIsAway() {
        time = Instant.MAX;

        clock.refresh();

        assertThat(clock.instant()).isBetween(TIME, TIME.plusSeconds(60));
    }

    /// As a database answers whose connections are all taken.
    private Instant answer() {
        long end = System.nanoTime() + answerTime.toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
        if (time.equals(Instant.MAX)) {
            throw new IllegalStateException("the database is away");
        }
        return time;
    }
}
