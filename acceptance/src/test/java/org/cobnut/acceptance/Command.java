package org.cobnut.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Another program, run to its end.
///
/// @param limit after which it is ended, so that a hanging program fails its test instead of the build
record Command(Path folder, Map<String, String> environment, Duration limit) {

    /// How a program ended.
    ///
    /// @param output what it wrote, errors included
    record Result(int exit, String output) {}

    Result run(List<String> words) {
        return run(words, "");
    }

    Result run(List<String> words, String input) {
        try {
            Path output = Files.createTempFile("cobnut-", ".out");
            try {
                return new Result(exitOf(words, input, output), Files.readString(output));
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whether the program is there and answers `words` without complaint.
    boolean works(String... words) {
        try {
            return run(List.of(words)).exit() == 0;
        } catch (UncheckedIOException _) {
            return false;
        }
    }

    private int exitOf(List<String> words, String input, Path output) throws IOException {
        var builder = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try (var stdin = process.outputWriter()) {
            stdin.write(input);
        }
        try {
            if (!process.waitFor(limit)) {
                process.destroyForcibly();
                throw new AssertionError(
                        "%s ran longer than %s:%n%s".formatted(words, limit, Files.readString(output)));
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw new IllegalStateException("interrupted", e);
        }
        return process.exitValue();
    }
}
