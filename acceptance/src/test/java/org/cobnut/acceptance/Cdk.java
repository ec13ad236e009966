package org.cobnut.acceptance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// CDK's published programs, where this machine has them: in the folder that COBNUT_TEST_CDK names.
final class Cdk {

    private Cdk() {}

    /// A program of CDK's; without it the test is not run.
    static Path program(String name) {
        var program = Path.of(System.getenv().getOrDefault("COBNUT_TEST_CDK", ""), name);
        if (!Files.isExecutable(program)) {
            NotRun.because("CDK's " + name + " is not in the folder COBNUT_TEST_CDK (.ci/partners builds it)");
        }
        return program;
    }

    /// Its signatory, with the seed that all mints here have; it has no switch for plaintext.
    ///
    /// @param folder for its database and its log
    static Daemon signatory(Path folder) {
        int port = FreePort.take();
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
}
