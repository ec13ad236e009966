package org.cobnut.mint.subscription;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// A wallet's end of a socket, which shows frame by frame what the mint says.
final class TestSocket implements WebSocket.Listener, AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final long PATIENCE_SECONDS = 10;

    /// What a close frame holds.
    record Closed(int status, String reason) {}

    private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
    private final CompletableFuture<Closed> closed = new CompletableFuture<>();
    private final AtomicInteger pings = new AtomicInteger();
    private final StringBuilder partial = new StringBuilder();
    private final WebSocket socket;

    TestSocket(HttpClient client, URI http) {
        socket = client.newWebSocketBuilder()
                .buildAsync(URI.create(http.toString().replaceFirst("^http", "ws")), this)
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    TestSocket send(String frame) {
        socket.sendText(frame, true)
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
        return this;
    }

    TestSocket subscribe(int id, String kind, String subId, String... filters) {
        var request =
                JSON.createObjectNode().put("jsonrpc", "2.0").put("id", id).put("method", "subscribe");
        var array = request.putObject("params")
                .put("kind", kind)
                .put("subId", subId)
                .putArray("filters");
        for (var filter : filters) {
            array.add(filter);
        }
        return send(request.toString());
    }

    TestSocket subscribe(int id, String kind, String subId, List<String> filters) {
        return subscribe(id, kind, subId, filters.toArray(String[]::new));
    }

    TestSocket unsubscribe(int id, String subId) {
        return send("{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"unsubscribe\",\"params\":{\"subId\":\"%s\"}}"
                .formatted(id, subId));
    }

    TestSocket sendBinary(byte... frame) {
        socket.sendBinary(ByteBuffer.wrap(frame), true)
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
        return this;
    }

    /// The next frame, which has to come.
    JsonNode next() {
        return Objects.requireNonNull(within(Duration.ofSeconds(PATIENCE_SECONDS)), "no frame came");
    }

    /// The next frame, or null if none comes in time.
    @Nullable
    JsonNode within(Duration time) {
        try {
            var frame = frames.poll(time.toMillis(), TimeUnit.MILLISECONDS);
            return frame == null ? null : JSON.readTree(frame);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /// The payload of the next frame, which has to be a notification.
    JsonNode payload(String subId) {
        var params = next().get("params");
        if (params == null || !params.get("subId").asString().equals(subId)) {
            throw new AssertionError("not a notification of " + subId);
        }
        return params.get("payload");
    }

    /// The next frame has to accept a request.
    void accepted(int id, String subId) {
        assertThat(next())
                .hasToString("{\"jsonrpc\":\"2.0\",\"result\":{\"status\":\"OK\",\"subId\":\"%s\"},\"id\":%d}"
                        .formatted(subId, id));
    }

    /// The next frame has to be an error.
    void refused(int code) {
        var frame = next();
        assertThat(frame.path("error").path("code").asInt(0))
                .as(frame.toString())
                .isEqualTo(code);
    }

    boolean isSilent() {
        return frames.isEmpty();
    }

    /// How the mint closes, which it has to.
    Closed closed() {
        return closed.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    int pings() {
        return pings.get();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            frames.add(partial.toString());
            partial.setLength(0);
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
    public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        closed.complete(new Closed(status, reason));
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.completeExceptionally(error);
    }

    @Override
    public void close() {
        socket.abort();
    }
}
