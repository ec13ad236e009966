package org.cobnut.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.awaitility.Awaitility.await;

/// A PgBouncer in transaction mode before a PostgreSQL.
record PgBouncer(Process process, int port) implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    /// Starts one for the database of `url`; the test is not run where there is none.
    static PgBouncer before(String url, Path folder) {
        if (!new Command(folder, Map.of(), LIMIT).works("pgbouncer", "--version")) {
            NotRun.because("pgbouncer is not installed");
        }
        try {
            int port = FreePort.take();
            Files.writeString(folder.resolve("users"), "\"%s\" \"\"%n".formatted(user(url)));
            Path settings = Files.writeString(folder.resolve("pgbouncer.ini"), settings(url, folder, port));
            var process = new ProcessBuilder(command(settings))
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("pgbouncer.out").toFile())
                    .start();
            await("PgBouncer listens").atMost(LIMIT).until(() -> listens(port));
            return new PgBouncer(process, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The JDBC address that goes through it.
    String through(String url) {
        var given = URI.create(url.substring("jdbc:".length()));
        return "jdbc:postgresql://127.0.0.1:" + port + given.getPath() + "?user=" + user(url) + "&prepareThreshold=0";
    }

    @Override
    public void close() {
        process.destroy();
    }

    private static String settings(String url, Path folder, int port) {
        var given = URI.create(url.substring("jdbc:".length()));
        return """
            [databases]
            * = host=%s port=%d user=%s%s
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = %d
            unix_socket_dir =
            auth_type = any
            auth_file = %s
            pool_mode = transaction
            default_pool_size = 20
            max_client_conn = 500
            ignore_startup_parameters = extra_float_digits
            """.formatted(
                        given.getHost(),
                        given.getPort() < 0 ? 5432 : given.getPort(),
                        user(url),
                        password(url),
                        port,
                        folder.resolve("users"));
    }

    /// It refuses to run as root.
    private static List<String> command(Path settings) {
        List<String> words = new ArrayList<>(List.of("pgbouncer"));
        if (System.getProperty("user.name").equals("root")) {
            words.addAll(List.of("-u", "nobody"));
        }
        words.add(settings.toString());
        return words;
    }

    private static String user(String url) {
        return url.replaceFirst(".*[?&]user=([^&]*).*", "$1");
    }

    private static String password(String url) {
        return url.contains("password=") ? " password=" + url.replaceFirst(".*[?&]password=([^&]*).*", "$1") : "";
    }

    private static boolean listens(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
