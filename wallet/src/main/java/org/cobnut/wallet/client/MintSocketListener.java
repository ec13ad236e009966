package org.cobnut.wallet.client;

import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Takes what comes in on a socket to the caller that waits for it.
final class MintSocketListener implements WebSocket.Listener {

    private static final int MAX_TEXT_LENGTH = 1_000_000;

    private final Consumer<String> onLost;
    private final Map<Long, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final Map<String, Consumer<JsonNode>> subscribers = new ConcurrentHashMap<>();
    private final AtomicBoolean isOver = new AtomicBoolean();
    private final StringBuilder text = new StringBuilder();

    MintSocketListener(Consumer<String> onLost) {
        this.onLost = onLost;
    }

    CompletableFuture<JsonNode> expectAnswer(long request) {
        var answer = new CompletableFuture<JsonNode>();
        answers.put(request, answer);
        if (isOver.get()) {
            failAnswers();
        }
        return answer;
    }

    void forgetAnswer(long request) {
        answers.remove(request);
    }

    void expect(String subscription, Consumer<JsonNode> subscriber) {
        subscribers.put(subscription, subscriber);
    }

    void forget(String subscription) {
        subscribers.remove(subscription);
    }

    /// From now on the end of the connection is no news.
    void retire() {
        isOver.set(true);
        failAnswers();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
        text.append(part);
        if (text.length() > MAX_TEXT_LENGTH) {
            socket.abort();
            lose("the mint has sent too long a message");
            return null;
        }
        if (last) {
            var message = text.toString();
            text.setLength(0);
            deliver(message);
        }
        socket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
        lose("the mint has closed the socket: " + status + " " + reason);
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
        lose("the socket has failed: " + error);
    }

    private void deliver(String message) {
        JsonNode json;
        try {
            json = MintJson.MAPPER.readTree(message);
        } catch (JacksonException _) {
            return; // what is not JSON is meant for nobody
        }
        if (json.path("method").isString()) {
            notify(json.path("params"));
        } else if (json.path("id").canConvertToLong()) {
            var answer = answers.get(json.path("id").longValue());
            if (answer != null) {
                answer.complete(json);
            }
        }
    }

    /// CDK wraps what it tells of its own methods into an array with the name of the method.
    private void notify(JsonNode params) {
        var subscriber = subscribers.get(params.path("subId").asString(""));
        if (subscriber == null) {
            return;
        }
        var payload = params.path("payload");
        var told = payload.isArray() ? payload.path(payload.size() - 1) : payload;
        if (!told.isObject()) {
            return;
        }
        try {
            subscriber.accept(told);
        } catch (JacksonException _) {
            // The subscriber polls for what it cannot be told.
        }
    }

    private void lose(String reason) {
        if (isOver.compareAndSet(false, true)) {
            failAnswers();
            onLost.accept(reason);
        }
    }

    private void failAnswers() {
        var lost = new NoAnswerException("the connection is lost", null);
        answers.values().forEach(answer -> answer.completeExceptionally(lost));
    }
}
