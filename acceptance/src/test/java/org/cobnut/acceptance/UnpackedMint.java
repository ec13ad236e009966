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

/// The packaged mint laid out on disk, with an AOT cache beside it, and one for a class path that has failpoints before
/// it: tests that start a mint a hundred times cannot wait three seconds for each start.
///
/// @param folder of `mint.jar` and its libraries
record UnpackedMint(Path folder) {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String SHIPPED = "shipped";
    private static final String WATCHED = "watched";
    private static final String MAIN = "org.cobnut.mint.MintApplication";

    /// Lays the packaged mint out and trains the caches, unless that has been done for this very mint.
    static UnpackedMint in(Path folder, Map<String, String> settings) {
        var mint = new UnpackedMint(folder);
        // Of classes in a folder, as `mvn test` has them, there can be no cache.
        boolean isTrainable = Files.isRegularFile(failpoints());
        var jars = stamp(RunningMint.jar()) + (isTrainable ? stamp(failpoints()) : "");
        if (!mint.isOf(jars)) {
            mint.unpack();
            mint.train(SHIPPED, mint.shipped(), settings);
            if (isTrainable) {
                mint.train(WATCHED, mint.watched(), settings);
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

    /// What `java` has to run for the mint as it is shipped.
    List<String> program() {
        return List.of("-XX:AOTCache=" + cache(SHIPPED), "-cp", shipped(), MAIN);
    }

    /// What `java` has to run for a mint that heeds `failpoints`.
    List<String> program(Failpoints failpoints) {
        return List.of("-XX:AOTCache=" + cache(WATCHED), failpoints.jvmOption(), "-cp", watched(), MAIN);
    }

    private void train(String name, String classPath, Map<String, String> settings) {
        var data = folder.resolve("training").resolve(name);
        try {
            Files.createDirectories(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var program = List.of("-XX:AOTCacheOutput=" + cache(name), "-cp", classPath, MAIN);
        try (var mint = new RunningMint(data, settings, program)) {
            Purse.at(new Wire(mint.url()));
        }
    }

    private String shipped() {
        return folder.resolve("mint.jar").toString();
    }

    /// The watching driver has to be found before those of the databases.
    private String watched() {
        return failpoints() + File.pathSeparator + shipped();
    }

    private Path cache(String name) {
        return folder.resolve(name + ".aot");
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
