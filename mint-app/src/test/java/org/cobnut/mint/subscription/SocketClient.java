package org.cobnut.mint.subscription;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import org.cobnut.mint.testing.Mint;
import org.cobnut.mint.testing.TestWallet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// A wallet's end of a socket.
final class SocketClient implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final JsonMapper JSON = new JsonMapper();

    /// @param code of the close frame
    record Closed(int code, String reason) {}

    private final BlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
    private final CompletableFuture<Closed> closed = new CompletableFuture<>();
    private final AtomicInteger pings = new AtomicInteger();
    private final WebSocket socket;

    SocketClient(Mint mint) {
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create(mint.uri("/v1/ws").toString().replace("http:", "ws:")), new Listener())
                .join();
    }

    private final class Listener implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                frames.add(JSON.readTree(text.toString()));
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
            pings.incrementAndGet();
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closed.complete(new Closed(code, reason));
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            closed.completeExceptionally(error);
        }
    }

    SocketClient send(String frame) {
        socket.sendText(frame, true).join();
        return this;
    }

    SocketClient sendBinary(byte[] frame) {
        socket.sendBinary(ByteBuffer.wrap(frame), true).join();
        return this;
    }

    SocketClient subscribe(int id, String kind, String subId, List<String> filters) {
        return send("""
                {"jsonrpc":"2.0","id":%d,"method":"subscribe","params":{"kind":"%s","subId":"%s","filters":%s}}
                """.formatted(id, kind, subId, TestWallet.json(filters)));
    }

    SocketClient unsubscribe(int id, String subId) {
        return send("""
                {"jsonrpc":"2.0","id":%d,"method":"unsubscribe","params":{"subId":"%s"}}
                """.formatted(id, subId));
    }

    JsonNode next() throws InterruptedException {
        var frame = frames.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        assertThat(frame).as("a frame in time").isNotNull();
        return java.util.Objects.requireNonNull(frame);
    }

    /// The payload of the next frame, which has to be a notification of that subscription.
    JsonNode notification(String subId) throws InterruptedException {
        var frame = next();
        assertThat(frame.path("method").asString("")).as(frame.toString()).isEqualTo("subscribe");
        assertThat(frame.has("id")).isFalse();
        assertThat(frame.get("params").get("subId").asString()).isEqualTo(subId);
        return frame.get("params").get("payload");
    }

    /// The next frame has to accept a request.
    void accepted(int id, String subId) throws InterruptedException {
        assertThat(next())
                .hasToString("{\"jsonrpc\":\"2.0\",\"result\":{\"status\":\"OK\",\"subId\":\"%s\"},\"id\":%d}"
                        .formatted(subId, id));
    }

    /// The next frame has to be an error.
    ///
    /// @return its id
    JsonNode refused(int code) throws InterruptedException {
        var frame = next();
        assertThat(frame.path("error").path("code").asInt(0))
                .as(frame.toString())
                .isEqualTo(code);
        return frame.get("id");
    }

    boolean isSilent() {
        return frames.isEmpty();
    }

    int pings() {
        return pings.get();
    }

    Closed closed() throws InterruptedException, ExecutionException, TimeoutException {
        return closed.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        socket.abort();
    }
}
