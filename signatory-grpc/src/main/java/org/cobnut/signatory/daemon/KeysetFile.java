package org.cobnut.signatory.daemon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

import org.cobnut.signatory.KeysetDefinition;
import org.cobnut.signatory.KeysetDefinitions;
import tools.jackson.core.JacksonException;

/// The keysets of a signatory in a file of JSON, which is replaced as a whole, so that a crash leaves the old one
/// or the new one. There is nothing secret in it, but without it nobody knows which keysets the seed has. One
/// process at a time has it.
final class KeysetFile implements KeysetDefinitions, AutoCloseable {

    private final Path file;
    private final FileChannel lock;
    private List<KeysetDefinition> kept;

    private KeysetFile(Path file, FileChannel lock) {
        this.file = file;
        this.lock = lock;
        this.kept = read();
    }

    /// The file of a data directory, which need not be there yet.
    ///
    /// @throws StartRefusedException if another process has it, or it cannot be read
    static KeysetFile in(Path folder) {
        try {
            Files.createDirectories(folder);
            return new KeysetFile(folder.resolve("keysets.json"), locked(folder.resolve("signatory.lock")));
        } catch (IOException error) {
            throw new StartRefusedException("The data directory " + folder + " cannot be used: " + error + ".");
        }
    }

    private static FileChannel locked(Path path) throws IOException {
        var channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException _) {
            // said below
        }
        channel.close();
        throw new StartRefusedException("Another signatory uses " + path.getParent() + " already.");
    }

    @Override
    public synchronized Collection<KeysetDefinition> all() {
        return kept;
    }

    @Override
    public synchronized boolean add(KeysetDefinition definition) {
        if (kept.stream()
                .anyMatch(other -> other.unit().equals(definition.unit()) && other.index() == definition.index())) {
            return false;
        }
        var more = new ArrayList<>(kept);
        more.add(definition);
        write(more);
        kept = List.copyOf(more);
        return true;
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    private List<KeysetDefinition> read() {
        try {
            return Files.exists(file) ? KeysetJson.read(Files.readString(file)) : List.of();
        } catch (IOException | JacksonException | IllegalArgumentException error) {
            throw new StartRefusedException("The keysets cannot be read from " + file + ": " + error.getMessage());
        }
    }

    private void write(List<KeysetDefinition> keysets) {
        var unfinished = file.resolveSibling("keysets.json.new");
        try {
            Files.writeString(
                    unfinished,
                    KeysetJson.write(keysets),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.SYNC);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            try (var folder = FileChannel.open(Objects.requireNonNull(file.getParent()))) {
                folder.force(true);
            }
        } catch (IOException error) {
            throw new UncheckedIOException("the keysets could not be kept in " + file, error);
        }
    }
}
