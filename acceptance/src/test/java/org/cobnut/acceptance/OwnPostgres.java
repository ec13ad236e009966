package org.cobnut.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.jspecify.annotations.Nullable;

/// A PostgreSQL that a test may kill, and that keeps what it has committed (the embedded one does not, unless told to).
final class OwnPostgres implements AutoCloseable {

    private static final Map<String, String> DURABLE =
            Map.of("fsync", "on", "synchronous_commit", "on", "full_page_writes", "on");

    private static final Duration START_LIMIT = Duration.ofMinutes(1);

    private final Path data;
    private final int port;
    private @Nullable EmbeddedPostgres running;

    /// One that is not running yet.
    ///
    /// @param data its folder, which is made if it is not there
    OwnPostgres(Path data) {
        this.data = data;
        this.port = FreePort.take();
    }

    /// @param settings on top of its own
    void start(Map<String, String> settings) {
        var builder = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setPort(port)
                .setPGStartupWait(START_LIMIT);
        DURABLE.forEach(builder::setServerConfig);
        settings.forEach(builder::setServerConfig);
        try {
            running = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    Path data() {
        return data;
    }

    /// The JDBC address of one of its databases.
    String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=postgres";
    }

    void execute(String sql) {
        try (var connection = DriverManager.getConnection(url("postgres"));
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Ends it as a power cut would.
    void kill() {
        try {
            String pid = Files.readAllLines(data.resolve("postmaster.pid"))
                    .getFirst()
                    .strip();
            new ProcessBuilder("kill", "-KILL", pid).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
        close();
    }

    @Override
    public void close() {
        try {
            if (running != null) {
                running.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
