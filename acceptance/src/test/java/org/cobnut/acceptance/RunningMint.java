package org.cobnut.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.awaitility.Awaitility.await;

/// A mint in a process of its own, as operators run it: the packaged jar, on free ports, with a data directory of its
/// own.
final class RunningMint implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(25);
    private static final Duration NODE_LIMIT = Duration.ofSeconds(30);
    private static final Duration STOP_LIMIT = Duration.ofMinutes(2);

    private final URI url;
    private final URI managementUrl;
    private final String database;
    private final List<String> command;
    private final Path log;
    private Process process;

    /// Starts a mint and returns when it answers.
    ///
    /// @param folder where it keeps its data and its log
    /// @param settings Spring properties
    /// @param program what `java` is to run, after the options that all mints have
    RunningMint(Path folder, Map<String, String> settings, List<String> program) {
        int port = FreePort.take();
        int managementPort = FreePort.take();
        this.url = URI.create("http://127.0.0.1:" + port);
        this.managementUrl = URI.create("http://127.0.0.1:" + managementPort);
        this.log = folder.resolve("mint.log");
        this.database = settings.getOrDefault("spring.datasource.url", "jdbc:sqlite:" + folder.resolve("mint.sqlite"));
        this.command = command(folder, settings, program, port, managementPort);
        this.process = launch();
        // A test run that is cut short leaves no mint behind.
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> process.destroyForcibly()));
        awaitAnswer();
    }

    URI url() {
        return url;
    }

    URI managementUrl() {
        return managementUrl;
    }

    Path log() {
        return log;
    }

    /// The JDBC address of what it writes to.
    String database() {
        return database;
    }

    /// Stops the process where it is (SIGSTOP), as a machine does that has hung.
    void pause() {
        signal("-STOP");
    }

    /// Lets it go on (SIGCONT).
    void resume() {
        signal("-CONT");
    }

    /// Ends the process as a power cut would: nothing is flushed, nobody is told.
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /// Ends the process as an operator would (SIGTERM) and waits for it.
    void stop() {
        process.destroy();
        awaitEnd();
    }

    /// Starts the process again, on the same ports, data and settings, and returns when it answers.
    void startAgain() {
        launchAgain();
        awaitAnswer();
    }

    /// Waits until it has found its node: HTTP opens before.
    void awaitNode() {
        var wire = new Wire(url);
        var question = Map.of("request", Payee.invoice(1000, "are you there?"), "unit", "sat");
        await("the mint has found its node")
                .atMost(NODE_LIMIT)
                .pollInterval(LOOK_AGAIN)
                .until(() -> wire.post("/v1/melt/quote/bolt11", question).status(), status -> status != 503);
    }

    /// Starts the process again and leaves it to itself: it may be stopped before it answers.
    void launchAgain() {
        process = launch();
    }

    @Override
    public void close() {
        stop();
    }

    private static List<String> command(
            Path folder, Map<String, String> settings, List<String> program, int port, int managementPort) {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED"));
        words.addAll(program);
        words.addAll(List.of(
                "--server.port=" + port, "--management.server.port=" + managementPort, "--cobnut.data-dir=" + folder));
        settings.forEach((name, value) -> words.add("--" + name + "=" + value));
        return List.copyOf(words);
    }

    /// Runs a subcommand of the mint's to its end, with the seed that all mints here have.
    ///
    /// @param folder where it runs
    static Command.Result command(Path folder, String... words) {
        List<String> all = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", jar().toString()));
        all.addAll(List.of(words));
        return new Command(folder, Map.of("COBNUT_MNEMONIC", Mints.MNEMONIC), Duration.ofMinutes(2)).run(all);
    }

    static Path jar() {
        Path jar = Path.of(System.getProperty("cobnut.mint.jar", "mint-app-exec.jar"));
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is missing: run `mvn verify`, which packages the mint first");
        }
        return jar;
    }

    private void signal(String signal) {
        try {
            int status = new ProcessBuilder("kill", signal, String.valueOf(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IllegalStateException("kill " + signal + " has failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    private Process launch() {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitAnswer() {
        Instant end = Instant.now().plus(START_LIMIT);
        try (var http = HttpClient.newHttpClient()) {
            while (!answers(http)) {
                if (process.waitFor(LOOK_AGAIN) || Instant.now().isAfter(end)) {
                    process.destroyForcibly();
                    throw new AssertionError("the mint did not start:\n" + tail());
                }
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private boolean answers(HttpClient http) throws InterruptedException {
        var request = HttpRequest.newBuilder(url.resolve("/v1/info"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false;
        }
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(STOP_LIMIT)) {
                process.destroyForcibly();
                throw new AssertionError("the mint did not stop within " + STOP_LIMIT + ":\n" + tail());
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private String tail() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
