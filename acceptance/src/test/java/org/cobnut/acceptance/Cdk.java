package org.cobnut.acceptance;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// CDK's published programs, where this machine has them: in the folder that COBNUT_TEST_CDK names, or on the PATH.
final class Cdk {

    private Cdk() {}

    /// A program of CDK's; without it the test is not run.
    static Path program(String name) {
        var found = find(name);
        if (found.isEmpty()) {
            NotRun.because("CDK's " + name + " is neither in COBNUT_TEST_CDK nor on the PATH (.ci/partners builds it)");
        }
        return found.orElseThrow();
    }

    /// Its signatory, with the seed that all mints here have; it has no switch for plaintext.
    ///
    /// @param folder for its database and its log
    static Daemon signatory(Path folder) {
        int port = Daemon.freePort();
        return new Daemon(
                folder,
                Map.of("CDK_MINTD_MNEMONIC", Mints.MNEMONIC),
                port,
                List.of(
                        program("signatory").toString(),
                        "--work-dir",
                        folder.toString(),
                        "--listen-port",
                        Integer.toString(port),
                        "--certs",
                        RunningSignatory.TLS.toString()));
    }

    private static Optional<Path> find(String name) {
        var path = Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator));
        return Stream.concat(Stream.ofNullable(System.getenv("COBNUT_TEST_CDK")), path)
                .map(folder -> Path.of(folder).resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
