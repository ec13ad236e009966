package org.cobnut.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Another program that serves a port of this machine until it is stopped.
final class Daemon implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    private final Path folder;
    private final Map<String, String> environment;
    private final int port;
    private final List<String> words;
    private Process process;

    /// Starts a program and returns when it listens.
    ///
    /// @param folder where it runs, and where its output goes
    /// @param port at which it was told to listen
    Daemon(Path folder, Map<String, String> environment, int port, List<String> words) {
        this.folder = folder;
        this.environment = environment;
        this.port = port;
        this.words = words;
        this.process = launch();
        // A test run that is cut short leaves no process behind.
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> process.destroyForcibly()));
    }

    int port() {
        return port;
    }

    /// What it has written, errors included.
    Path log() {
        return folder.resolve("output.log");
    }

    /// Ends it as a power cut would.
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /// Starts it again, with the same words at the same port.
    void startAgain() {
        process = launch();
    }

    @Override
    public void close() {
        process.destroy();
        awaitEnd();
    }

    private Process launch() {
        try {
            var builder = new ProcessBuilder(words)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
            builder.environment().putAll(environment);
            var started = builder.start();
            awaitPort(started);
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitPort(Process started) throws IOException {
        var end = Instant.now().plus(START_LIMIT);
        try {
            while (!listens()) {
                if (started.waitFor(Duration.ofMillis(50)) || Instant.now().isAfter(end)) {
                    started.destroyForcibly();
                    throw new AssertionError(words.getFirst() + " did not start:\n" + Files.readString(log()));
                }
            }
        } catch (InterruptedException e) {
            started.destroyForcibly();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private boolean listens() {
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(STOP_LIMIT)) {
                process.destroyForcibly();
                throw new AssertionError(words.getFirst() + " did not stop within " + STOP_LIMIT);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
