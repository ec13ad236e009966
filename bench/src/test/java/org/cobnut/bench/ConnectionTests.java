package org.cobnut.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.cobnut.bench.Connection.Answer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

class ConnectionTests {

    private static final Duration SOON = Duration.ofSeconds(10);

    @Test
    void sendsAnyNumberOfRequests() throws IOException {
        try (var server = new ScriptedServer((exchange, body) -> ScriptedServer.whole(
                        exchange, 200, exchange.getRequestURI() + " " + exchange.getRequestMethod() + " " + body));
                var connection = new Connection(server.url(), SOON)) {
            assertThat(connection.send(Connection.post(server.url(), "/a", "{1}")))
                    .isEqualTo(new Answer(200, "/a POST {1}"));
            assertThat(connection.send(Connection.post(server.url(), "/b", "{22}")))
                    .isEqualTo(new Answer(200, "/b POST {22}"));
        }
    }

    @Test
    void joinsChunks() throws IOException {
        try (var server = new ScriptedServer((exchange, body) -> ScriptedServer.chunked(exchange, body.repeat(9_999)));
                var connection = new Connection(server.url(), SOON)) {
            var request = Connection.post(server.url(), "/", "abc");

            assertThat(connection.send(request)).isEqualTo(new Answer(200, "abc".repeat(9_999)));
            assertThat(connection.send(request)).isEqualTo(new Answer(200, "abc".repeat(9_999)));
        }
    }

    @Test
    void connectsAgainWhenTheMintHasHadEnough() throws IOException {
        try (var server = new ScriptedServer((exchange, body) -> {
                    exchange.getResponseHeaders().set("Connection", "close");
                    ScriptedServer.whole(exchange, 200, body);
                });
                var connection = new Connection(server.url(), SOON)) {
            assertThat(connection.send(Connection.post(server.url(), "/", "1"))).isEqualTo(new Answer(200, "1"));
            assertThat(connection.send(Connection.post(server.url(), "/", "2"))).isEqualTo(new Answer(200, "2"));
        }
    }

    @Test
    void tellsTheStatusOfARefusal() throws IOException {
        try (var server = new ScriptedServer((exchange, _) -> ScriptedServer.whole(exchange, 400, "no"));
                var connection = new Connection(server.url(), SOON)) {
            assertThat(connection.send(Connection.post(server.url(), "/", ""))).isEqualTo(new Answer(400, "no"));
        }
    }

    @Test
    void failsWhenTheAnswerBreaksOff() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var url = URI.create("http://127.0.0.1:" + server.getLocalPort());
            var thread = Thread.ofVirtual().start(() -> breakOff(server));
            try (var connection = new Connection(url, SOON)) {
                assertThatIOException().isThrownBy(() -> connection.send(Connection.post(url, "/", "")));
            }
            thread.join();
        }
    }

    private static void breakOff(ServerSocket server) {
        try (var socket = server.accept()) {
            socket.getInputStream().read(new byte[1_000]);
            socket.getOutputStream()
                    .write("HTTP/1.1 200\r\nContent-Length: 9\r\n\r\nhalf".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
