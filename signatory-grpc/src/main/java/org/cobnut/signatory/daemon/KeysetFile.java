package org.cobnut.signatory.daemon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.KeysetId;
import org.cobnut.cashu.Unit;
import org.cobnut.signatory.KeysetDefinition;
import org.cobnut.signatory.KeysetDefinitions;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The keysets of a signatory in a file of JSON, which is replaced as a whole, so that a crash leaves the old one
/// or the new one. There is nothing secret in it, but without it nobody knows which keysets the seed has. One
/// process at a time has it.
final class KeysetFile implements KeysetDefinitions, AutoCloseable {

    private final JsonMapper json =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
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

    /// A definition as it stands in the file; amounts are texts, since JSON's numbers are not exact everywhere.
    ///
    /// @param finalExpiry seconds since the epoch
    record Entry(
            String id,
            String unit,
            int index,
            String derivationPath,
            List<String> amounts,
            long inputFeePpk,
            boolean active,
            long validFrom,
            @Nullable Long finalExpiry) {

        static Entry of(KeysetDefinition keyset) {
            var expiry = keyset.finalExpiry();
            return new Entry(
                    keyset.id().hex(),
                    keyset.unit().name(),
                    keyset.index(),
                    keyset.derivationPath(),
                    keyset.amounts().stream().map(Amount::toString).toList(),
                    keyset.inputFeePpk(),
                    keyset.active(),
                    keyset.validFrom().getEpochSecond(),
                    expiry == null ? null : expiry.getEpochSecond());
        }

        KeysetDefinition definition() {
            return new KeysetDefinition(
                    KeysetId.parse(id),
                    new Unit(unit),
                    index,
                    derivationPath,
                    amounts.stream().map(Amount::parse).toList(),
                    inputFeePpk,
                    active,
                    Instant.ofEpochSecond(validFrom),
                    finalExpiry == null ? null : Instant.ofEpochSecond(finalExpiry));
        }
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
            return Files.exists(file)
                    ? List.of(json.readValue(Files.readString(file), Entry[].class)).stream()
                            .map(Entry::definition)
                            .toList()
                    : List.of();
        } catch (IOException | JacksonException | IllegalArgumentException error) {
            throw new StartRefusedException("The keysets cannot be read from " + file + ": " + error.getMessage());
        }
    }

    private void write(List<KeysetDefinition> keysets) {
        var unfinished = file.resolveSibling("keysets.json.new");
        try {
            Files.writeString(
                    unfinished,
                    json.writeValueAsString(keysets.stream().map(Entry::of).toList()) + "\n",
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
