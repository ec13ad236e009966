package org.cobnut.acceptance;

import java.net.URI;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// A WebSocket to a mint; what arrives is kept in order until it is asked for.
///
/// @param messages whole messages that nobody has taken yet
record Socket(WebSocket socket, BlockingQueue<String> messages) implements AutoCloseable {

    static Socket to(Wire wire) {
        var messages = new LinkedBlockingQueue<String>();
        URI address = URI.create(wire.mint().toString().replaceFirst("^http", "ws") + "/v1/ws");
        WebSocket socket = wire.http()
                .newWebSocketBuilder()
                .buildAsync(address, new Collector(messages))
                .join();
        return new Socket(socket, messages);
    }

    void send(String text) {
        socket.sendText(text, true).join();
    }

    /// The next message; waits for it, within a bound.
    JsonNode next() {
        try {
            @Nullable String message = messages.poll(20, TimeUnit.SECONDS);
            assertThat(message).as("a message of the mint").isNotNull();
            return Wire.parse(String.valueOf(message));
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        socket.abort();
    }

    private static final class Collector implements WebSocket.Listener {

        private final BlockingQueue<String> messages;
        private final StringBuilder parts = new StringBuilder();

        private Collector(BlockingQueue<String> messages) {
            this.messages = messages;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            parts.append(data);
            if (last) {
                messages.add(parts.toString());
                parts.setLength(0);
            }
            webSocket.request(1);
            return null;
        }
    }
}
