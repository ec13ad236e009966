package org.cobnut.acceptance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// A cdk-mintd with its fake wallet, on SQLite, in a process of its own.
final class CdkMint implements AutoCloseable {

    private final URI url;
    private final Path folder;
    private final Process process;

    private CdkMint(URI url, Path folder, Process process) {
        this.url = url;
        this.folder = folder;
        this.process = process;
    }

    /// The program: that which COBNUT_CDK_MINTD names, else the one on the PATH.
    static Optional<Path> program() {
        var given = System.getenv("COBNUT_CDK_MINTD");
        return given != null && !given.isBlank()
                ? Optional.of(Path.of(given))
                : Stream.of(System.getenv("PATH").split(":"))
                        .map(folder -> Path.of(folder, "cdk-mintd"))
                        .filter(Files::isExecutable)
                        .findFirst();
    }

    /// Starts one and returns when it answers.
    static CdkMint start(Path program, Path folder, String mnemonic) throws IOException {
        int port = freePort();
        var url = URI.create("http://127.0.0.1:" + port);
        var settings = Files.writeString(folder.resolve("mint.toml"), settings(url));
        var environment = Map.of("CDK_MINTD_MNEMONIC", mnemonic);
        var set = new Command(folder, environment, Duration.ofMinutes(1))
                .run(List.of(
                        program.toString(),
                        "-w",
                        folder.toString(),
                        "config",
                        "init",
                        "--new-mint",
                        "--file",
                        settings.toString()));
        assertThat(set.exit()).as(set.output()).isZero();
        var builder = new ProcessBuilder(program.toString(), "-w", folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("cdk.log").toFile());
        builder.environment().putAll(environment);
        var mint = new CdkMint(url, folder, builder.start());
        await().atMost(Duration.ofSeconds(60)).until(mint::answers);
        return mint;
    }

    URI url() {
        return url;
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

    @Override
    public void close() {
        process.destroy();
        await().atMost(Duration.ofSeconds(30)).until(() -> !process.isAlive());
    }

    private boolean answers() {
        assertThat(process.isAlive()).isTrue();
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), url.getPort())) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static String settings(URI url) {
        return """
            [info]
            url = "%1$s"
            listen_host = "127.0.0.1"
            listen_port = %2$d
            mnemonic = "env:CDK_MINTD_MNEMONIC"
            input_fee_ppk = 100
            use_keyset_v2 = true
            [info.logging]
            console_level = "error"
            [mint_info]
            name = "cdk"
            description = "moves to another implementation"
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
            """.formatted(url, url.getPort());
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
