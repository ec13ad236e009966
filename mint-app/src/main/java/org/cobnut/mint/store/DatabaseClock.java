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

    /// Reads the database's clock again. If that fails, time goes on from the last reading.
    @Scheduled(fixedDelayString = "PT30S", initialDelayString = "PT30S")
    public void refresh() {
        try {
            reading = Reading.of(database);
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
    private record Reading(Instant time, long nanos) {

        static Reading of(Supplier<Instant> database) {
            long before = System.nanoTime();
            var time = database.get();
            return new Reading(time, before + (System.nanoTime() - before) / 2);
        }

        Instant now() {
            return time.plusNanos(System.nanoTime() - nanos);
        }
    }
}
