package org.cobnut.mint.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Copies committed pages from the write-ahead log into the database file. It does so in the background, because a
/// third more swaps are possible when no request pays for it. Under constant writing SQLite never begins the log
/// anew by itself; past [#LONG_LOG] frames a checkpoint makes it do so, while the writer waits. A long read
/// prevents that, so it is tried seldom and without waiting.
final class SqliteCheckpoints implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SqliteCheckpoints.class);

    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration BETWEEN_REWINDS = Duration.ofSeconds(5);
    private static final long LONG_LOG = 10_000;
    private static final long ALARMING_LOG = 200_000;
    private static final int FRAMES = 2;

    private final Connection connection;
    private final SqliteWriter writer;
    private final AtomicLong frames = new AtomicLong();
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("sqlite-checkpoints").factory());
    private long lastRewind = System.nanoTime();

    /// Starts the checkpoints.
    ///
    /// @param connection of its own
    SqliteCheckpoints(Connection connection, SqliteWriter writer) throws SQLException {
        this.connection = connection;
        this.writer = writer;
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout=0");
        }
        var _ = executor.scheduleWithFixedDelay(
                this::checkpoint, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Length of the write-ahead log at the last checkpoint, in pages.
    long frames() {
        return frames.get();
    }

    @Override
    public void close() {
        executor.close();
        try (connection) {
            run("TRUNCATE");
        } catch (SQLException error) {
            log.warn("The last checkpoint failed with {}; SQLite does it at the next start", error.getErrorCode());
        }
    }

    private void checkpoint() {
        try {
            frames.set(run("PASSIVE"));
            if (frames.get() > LONG_LOG && System.nanoTime() - lastRewind > BETWEEN_REWINDS.toNanos()) {
                lastRewind = System.nanoTime();
                rewind();
            }
        } catch (SQLException | RuntimeException error) {
            log.warn("A checkpoint of the database failed; the next one is tried in {} ms", PAUSE.toMillis(), error);
        }
    }

    private void rewind() throws SQLException {
        try (var _ = writer.take()) {
            frames.set(run("RESTART"));
        }
        if (frames.get() > ALARMING_LOG) {
            log.error(
                    "The write-ahead log has grown to {} pages and cannot shrink, because a reader still uses an old snapshot",
                    frames.get());
        }
    }

    private long run(String mode) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery("PRAGMA wal_checkpoint(" + mode + ")")) {
            return result.next() ? result.getLong(FRAMES) : 0;
        }
    }
}
