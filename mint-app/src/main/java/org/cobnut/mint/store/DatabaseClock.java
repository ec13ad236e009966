package org.cobnut.mint.store;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;

/// The database's clock, on which all replicas agree. Between two readings this machine's monotonic clock is added, so
/// that the mint's time does not jump when the machine's clock is set.
public class DatabaseClock extends Clock {

    private static final Logger log = LoggerFactory.getLogger(DatabaseClock.class);

    private final Supplier<Instant> database;
    private final ZoneId zone;
    private volatile Reading reading;

    /// A clock that asks `database` for the database's time.
    DatabaseClock(Supplier<Instant> database) {
        this(database, ZoneOffset.UTC, Reading.of(database));
    }

    private DatabaseClock(Supplier<Instant> database, ZoneId zone, Reading reading) {
        this.database = database;
        this.zone = zone;
        this.reading = reading;
    }

    static DatabaseClock of(SqlDialect dialect, JdbcClient jdbc) {
        return switch (dialect) {
            case SqliteDialect _ -> new DatabaseClock(Instant::now);
            case PostgresDialect _ ->
                new DatabaseClock(() -> jdbc.sql("SELECT clock_timestamp()")
                        .query(OffsetDateTime.class)
                        .single()
                        .toInstant());
        };
    }

    /// Reads the database's clock again. If that fails, or takes so long that the last reading is still the more exact
    /// one, time goes on from the last reading.
    @Scheduled(fixedDelayString = "PT30S", initialDelayString = "PT30S")
    public void refresh() {
        try {
            var latest = Reading.of(database);
            if (latest.isExact() || latest.uncertainty() <= reading.uncertainty()) {
                reading = latest;
            }
        } catch (RuntimeException error) {
            log.warn("The database's clock could not be read; the mint's time goes on from the last reading", error);
        }
    }

    @Override
    public Instant instant() {
        return reading.now();
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new DatabaseClock(database, other, reading);
    }

    /// The database's time at a moment of the monotonic clock, taken as the middle of the question.
    ///
    /// @param halfNanos by how much it may be wrong: half of what the question took, with all its waiting
    private record Reading(Instant time, long nanos, long halfNanos) {

        /// How far a monotonic clock drifts at most: 100 parts in a million.
        private static final long DRIFT = 10_000;

        private static final long EXACT_NANOS = 10_000_000;

        static Reading of(Supplier<Instant> database) {
            long before = System.nanoTime();
            var time = database.get();
            long half = (System.nanoTime() - before) / 2;
            return new Reading(time, before + half, half);
        }

        Instant now() {
            return time.plusNanos(System.nanoTime() - nanos);
        }

        /// Whether it is exact enough, whatever the last one was.
        boolean isExact() {
            return halfNanos <= EXACT_NANOS;
        }

        /// By how many nanoseconds [#now] may be wrong by now.
        long uncertainty() {
            return halfNanos + (System.nanoTime() - nanos) / DRIFT;
        }
    }
}
