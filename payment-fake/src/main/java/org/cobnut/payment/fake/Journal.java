package org.cobnut.payment.fake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.DSYNC;

/// What a fake did, a line of words each, on disk before it takes effect; nothing at all without a file.
final class Journal {

    private final @Nullable Path file;

    Journal(@Nullable Path file) {
        this.file = file;
    }

    /// Everything that was written, in order. A last line that a crash tore is left out: it had no effect yet.
    List<List<String>> read() {
        if (file == null || !Files.exists(file)) {
            return List.of();
        }
        try {
            var text = Files.readString(file);
            int end = text.lastIndexOf('\n') + 1;
            if (end < text.length()) {
                Files.writeString(file, text.substring(0, end));
            }
            return text.substring(0, end)
                    .lines()
                    .map(line -> List.of(line.split(" ")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Returns when the line is on disk.
    synchronized void write(Object... words) {
        if (file == null) {
            return;
        }
        var line = new StringBuilder();
        for (var word : words) {
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, line.append('\n'), CREATE, APPEND, DSYNC);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
