package org.cobnut.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/// The program of `bin/signatory` in a process of its own, on a free port, with the seed that all mints here have.
final class RunningSignatory implements AutoCloseable {

    /// An authority and certificates that are for tests only: of a signatory and of its mint.
    static final Path TLS = Acceptance.folder()
            .resolve("../signatory-grpc/src/test/resources/tls")
            .toAbsolutePath()
            .normalize();

    private final Daemon daemon;
    private final @Nullable Path tls;

    private RunningSignatory(Path folder, @Nullable Path tls) {
        int port = FreePort.take();
        this.tls = tls;
        this.daemon = new Daemon(folder, Map.of("COBNUT_MNEMONIC", Mints.MNEMONIC), port, words(folder, port, tls));
    }

    /// One that talks plaintext.
    ///
    /// @param folder where it keeps its keysets and its log
    static RunningSignatory plaintextIn(Path folder) {
        return new RunningSignatory(folder, null);
    }

    /// One that talks to those only whose certificate is of its authority.
    static RunningSignatory mutualTlsIn(Path folder) {
        return new RunningSignatory(folder, TLS);
    }

    /// The file in which one of a folder keeps its keysets.
    static Path keysets(Path folder) {
        try {
            return Files.createDirectories(folder.resolve("keys")).resolve("keysets.json");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Spring properties of a mint that uses it.
    Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(
                Map.of("cobnut.signatory.kind", "remote", "cobnut.signatory.address", "127.0.0.1:" + port()));
        if (tls != null) {
            settings.put("cobnut.signatory.tls-dir", tls.toString());
        }
        return settings;
    }

    int port() {
        return daemon.port();
    }

    /// Ends it as a power cut would.
    void kill() {
        daemon.kill();
    }

    /// Starts it again, at the same port with the same keysets.
    void startAgain() {
        daemon.startAgain();
    }

    @Override
    public void close() {
        daemon.close();
    }

    private static List<String> words(Path folder, int port, @Nullable Path tls) {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-jar",
                jar().toString(),
                "--data-dir=" + folder.resolve("keys"),
                "--listen=127.0.0.1:" + port));
        if (tls != null) {
            words.add("--tls-dir=" + tls);
        }
        return List.copyOf(words);
    }

    private static Path jar() {
        var jar = Path.of(System.getProperty("cobnut.signatory.jar", "signatory-grpc.jar"));
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is missing: run `mvn verify`, which packages the signatory first");
        }
        return jar;
    }
}
