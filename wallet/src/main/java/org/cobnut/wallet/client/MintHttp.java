package org.cobnut.wallet.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Sends one request and reads its answer, whatever a mint or somebody between may send.
final class MintHttp {

    private static final long MAX_ANSWER_BYTES = 10_000_000;
    private static final int OK = 200;
    private static final int MULTIPLE_CHOICES = 300;

    private final HttpClient http;
    private final String base;

    MintHttp(HttpClient http, URI mint) {
        this.http = http;
        this.base = mint.toString().replaceAll("/+$", "");
    }

    <T> T get(String path, Class<T> answer, Duration timeout) {
        return read(send(request(path).GET().build(), timeout), answer);
    }

    <T> T post(String path, Object body, Class<T> answer, Duration timeout) {
        var request = request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(MintJson.MAPPER.writeValueAsBytes(body)))
                .build();
        return read(send(request, timeout), answer);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).header("Accept", "application/json");
    }

    /// The time limit covers the body as well; the one of [HttpRequest] ends with the headers.
    private HttpResponse<byte[]> send(HttpRequest request, Duration timeout) {
        var answer = http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_ANSWER_BYTES));
        try {
            return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new NoAnswerException("the mint has not answered in time", e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new NoAnswerException("interrupted while the mint was to answer", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw new NoAnswerException("the mint cannot be reached", failure);
            }
            throw new IllegalStateException("sending failed", e.getCause());
        }
    }

    private static <T> T read(HttpResponse<byte[]> response, Class<T> answer) {
        if (response.statusCode() < OK || response.statusCode() >= MULTIPLE_CHOICES) {
            throw refusal(response);
        }
        T read;
        try {
            read = MintJson.MAPPER.readValue(response.body(), answer);
        } catch (JacksonException e) {
            throw new NoAnswerException("the mint has answered something that is not in the NUTs", e);
        }
        if (read == null) { // the JSON is `null`
            throw new NoAnswerException("the mint has answered nothing", null);
        }
        return read;
    }

    private static RuntimeException refusal(HttpResponse<byte[]> response) {
        var body = tree(response.body());
        var code = body.path("code");
        var detail = body.path("detail");
        if (code.isIntegralNumber() && code.canConvertToInt() && detail.isString()) {
            return new RefusedByMintException(response.statusCode(), code.intValue(), detail.stringValue());
        }
        return new NoAnswerException("the mint has answered with the status " + response.statusCode(), null);
    }

    private static JsonNode tree(byte[] body) {
        try {
            return MintJson.MAPPER.readTree(body);
        } catch (JacksonException _) {
            return MintJson.MAPPER.missingNode();
        }
    }
}
