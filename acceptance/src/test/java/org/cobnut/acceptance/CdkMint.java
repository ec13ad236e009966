package org.cobnut.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/// A cdk-mintd with its fake wallet, on SQLite, in a process of its own.
final class CdkMint implements AutoCloseable {

    private static final String SEED = "mnemonic = \"env:CDK_MINTD_MNEMONIC\"";

    private final Path program;
    private final Path folder;
    private final int port = FreePort.take();
    private final Map<String, String> environment;
    private final String seed;
    private final String signatory;
    private final Daemon process;

    private CdkMint(Path folder, Map<String, String> environment, String seed, String signatory) {
        this.program = Cdk.program("cdk-mintd");
        this.folder = folder;
        this.environment = environment;
        this.seed = seed;
        this.signatory = signatory;
        configure(100, "init", "--new-mint");
        this.process = new Daemon(folder, environment, port, command());
    }

    /// Starts one that signs by itself, and returns when it listens.
    static CdkMint start(Path folder, String mnemonic) {
        return new CdkMint(folder, Map.of("CDK_MINTD_MNEMONIC", mnemonic), SEED, "");
    }

    /// Starts one whose keys are with a signatory.
    static CdkMint on(RunningSignatory signatory, Path folder) {
        return new CdkMint(folder, Map.of(), "", """
            [signatory]
            enabled = true
            address = "127.0.0.1"
            port = %d
            tls_dir = "%s"
            """.formatted(signatory.port(), RunningSignatory.TLS));
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /// The JDBC address of its database.
    String database() throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".sqlite"))
                    .map(file -> "jdbc:sqlite:" + file)
                    .findAny()
                    .orElseThrow();
        }
    }

    /// Lets it make a keyset with another fee, which it does when it starts.
    void rotate(long inputFeePpk) {
        process.close();
        configure(inputFeePpk, "apply");
        process.startAgain();
    }

    @Override
    public void close() {
        process.close();
    }

    private List<String> command() {
        return List.of(program.toString(), "-w", folder.toString());
    }

    private void configure(long inputFeePpk, String... what) {
        try {
            var settings = Files.writeString(folder.resolve("mint.toml"), settings(inputFeePpk));
            var words = new ArrayList<>(command());
            words.add("config");
            words.addAll(List.of(what));
            words.addAll(List.of("--file", settings.toString()));
            var set = new Command(folder, environment, Duration.ofMinutes(1)).run(words);
            assertThat(set.exit()).as(set.output()).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String settings(long inputFeePpk) {
        return """
            [info]
            url = "%1$s"
            listen_host = "127.0.0.1"
            listen_port = %2$d
            %3$s
            input_fee_ppk = %4$d
            use_keyset_v2 = true
            [info.logging]
            console_level = "error"
            [mint_info]
            name = "cdk"
            description = "another implementation"
            [database]
            engine = "sqlite"
            [payment_backend]
            backend = "fakewallet"
            unit = "sat"
            min_mint = 1
            max_mint = 500000
            min_melt = 1
            max_melt = 500000
            [fake_wallet]
            supported_units = ["sat"]
            min_delay_time = 1
            max_delay_time = 1
            %5$s
            """.formatted(url(), port, seed, inputFeePpk, signatory);
    }
}
