package org.cobnut.acceptance;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

import org.cobnut.failpoint.Failpoint;
import org.cobnut.failpoint.Failpoints;

/// The packaged mint laid out on disk, with failpoints before it on the class path and an AOT cache beside it: tests
/// that kill it a hundred times cannot wait three seconds for each start.
///
/// @param folder of `mint.jar` and its libraries
record UnpackedMint(Path folder) {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String MAIN = "org.cobnut.mint.MintApplication";

    /// Lays the packaged mint out and trains the cache, unless that has been done for this very mint.
    static UnpackedMint in(Path folder, Map<String, String> settings) {
        var mint = new UnpackedMint(folder);
        // Of classes in a folder, as `mvn test` has them, there can be no cache.
        boolean isTrainable = Files.isRegularFile(failpoints());
        var jars = stamp(RunningMint.jar()) + (isTrainable ? stamp(failpoints()) : "");
        if (!mint.isOf(jars)) {
            mint.unpack();
            if (isTrainable) {
                mint.train(settings);
            }
            mint.note(jars);
        }
        return mint;
    }

    private boolean isOf(String jars) {
        try {
            return Files.exists(stampFile()) && Files.readString(stampFile()).equals(jars);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void note(String jars) {
        try {
            Files.writeString(stampFile(), jars);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path stampFile() {
        return folder.resolve("made-of");
    }

    /// By content: the times in a reproducible build say nothing.
    private static String stamp(Path jar) {
        try (var content = new CheckedInputStream(Files.newInputStream(jar), new CRC32())) {
            content.transferTo(OutputStream.nullOutputStream());
            return jar + " " + content.getChecksum().getValue() + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void unpack() {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var unpacked = new Command(Acceptance.folder(), Map.of(), LIMIT)
                .run(List.of(
                        java,
                        "-Djarmode=tools",
                        "-jar",
                        RunningMint.jar().toString(),
                        "extract",
                        "--force",
                        "--destination",
                        folder.toString(),
                        "--application-filename",
                        "mint.jar"));
        if (unpacked.exit() != 0) {
            throw new IllegalStateException("the mint cannot be unpacked: " + unpacked.output());
        }
    }

    /// What `java` has to run for a mint that heeds `failpoints`.
    List<String> program(Failpoints failpoints) {
        return List.of("-XX:AOTCache=" + cache(), failpoints.jvmOption(), "-cp", classPath(), MAIN);
    }

    private void train(Map<String, String> settings) {
        var data = folder.resolve("training");
        try {
            Files.createDirectories(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var program = List.of("-XX:AOTCacheOutput=" + cache(), "-cp", classPath(), MAIN);
        try (var mint = new RunningMint(data, settings, program)) {
            Purse.at(new Wire(mint.url()));
        }
    }

    private String classPath() {
        return failpoints() + File.pathSeparator + folder.resolve("mint.jar");
    }

    private Path cache() {
        return folder.resolve("mint.aot");
    }

    private static Path failpoints() {
        try {
            return Path.of(Failpoint.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
