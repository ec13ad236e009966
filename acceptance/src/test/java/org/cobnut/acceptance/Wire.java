package org.cobnut.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// The HTTP API of a mint, text out and text in, so that tests see what is on the wire and not what a library makes of
/// it.
record Wire(URI mint, HttpClient http) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration LIMIT = Duration.ofSeconds(30);

    Wire(URI mint) {
        this(mint, HttpClient.newHttpClient());
    }

    /// What came back.
    record Answer(int status, HttpHeaders headers, String text) {

        /// The body of an answer that is no refusal.
        JsonNode json() {
            assertThat(status).as(text).isEqualTo(200);
            return JSON.readTree(text);
        }

        /// Asserts that this is a refusal in the form of NUT-00, with nothing else in it.
        void isRefusal(int code) {
            isRefusal(400, code);
        }

        void isRefusal(int expectedStatus, int code) {
            assertThat(status).as(text).isEqualTo(expectedStatus);
            assertThat(headers.firstValue("content-type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
            JsonNode body = JSON.readTree(text);
            assertThat(body.propertyNames()).containsExactlyInAnyOrder("detail", "code");
            assertThat(body.get("detail").asString()).isNotBlank();
            assertThat(body.get("code").intValue()).as(text).isEqualTo(code);
        }
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    Answer post(String path, Map<String, ?> body) {
        return postText(path, text(body));
    }

    Answer postText(String path, String body) {
        return send(request(path).header("content-type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(mint.resolve(path)).timeout(LIMIT);
    }

    Answer send(HttpRequest.Builder request) {
        try {
            var response = http.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    static String text(Object value) {
        return JSON.writeValueAsString(value);
    }

    static JsonNode parse(String text) {
        return JSON.readTree(text);
    }
}
