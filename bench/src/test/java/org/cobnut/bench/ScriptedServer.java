package org.cobnut.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/// A server on this machine that does what a test says.
final class ScriptedServer implements AutoCloseable {

    private final HttpServer server;

    ScriptedServer(Script script) throws IOException {
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                script.answer(exchange, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            }
        });
        server.start();
    }

    /// What it does with a request.
    interface Script {
        void answer(HttpExchange exchange, String body) throws IOException;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /// Answers with a length that is told before.
    static void whole(HttpExchange exchange, int status, String body) throws IOException {
        send(exchange, status, body, body.length());
    }

    /// Answers in chunks.
    static void chunked(HttpExchange exchange, String body) throws IOException {
        send(exchange, 200, body, 0);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static void send(HttpExchange exchange, int status, String body, long length) throws IOException {
        exchange.sendResponseHeaders(status, length);
        exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
    }
}
