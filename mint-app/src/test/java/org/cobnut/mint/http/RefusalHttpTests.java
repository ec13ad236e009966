package org.cobnut.mint.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.zip.GZIPOutputStream;

import org.cobnut.cashu.ErrorCode;
import org.cobnut.mint.testing.Mint;
import org.cobnut.mint.testing.MintTest;
import org.cobnut.mint.testing.Provokes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/// What HTTP itself refuses, before any feature is asked.
@MintTest
class RefusalHttpTests {

    private static final String HANDSHAKE = """
            GET /v1/ws HTTP/1.1
            Host: mint
            Connection: %s
            Upgrade: websocket
            Sec-WebSocket-Version: 13
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
            Sec-WebSocket-Extensions: permessage-deflate

            """.replace("\n", "\r\n");

    private final Mint mint;

    RefusalHttpTests(Mint mint) {
        this.mint = mint;
    }

    @Test
    @Provokes(ErrorCode.NOT_FOUND)
    void refusesUnknownPaths() {
        assertThat(mint.get("/v1/nothing").refusedWith(ErrorCode.NOT_FOUND)).isEqualTo("no such path");
    }

    @Test
    @Provokes(ErrorCode.METHOD_NOT_ALLOWED)
    void refusesWrongVerbsAndNamesTheRightOnes() {
        var answer = mint.send(HttpRequest.newBuilder(mint.uri("/v1/info")).DELETE());

        answer.refusedWith(ErrorCode.METHOD_NOT_ALLOWED);
        assertThat(answer.header("Allow")).contains("GET");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET /v1/%2finfo HTTP/1.1                                  | 400",
                "GET /v1/info;x=y HTTP/1.1                                 | 404",
                "GET /v1;x/info HTTP/1.1                                   | 404",
                "GET /v1/info%00 HTTP/1.1                                  | 400",
                "GET /v1/<info> HTTP/1.1                                   | 400",
                "G@T /v1/info HTTP/1.1                                     | 400",
                "BREW /v1/info HTTP/1.1                                    | 405",
                "TRACE /v1/info HTTP/1.1                                   | 405",
                "GET /v1/../../etc/passwd HTTP/1.1                         | 400",
                "GET /v1/info HTTP/3.7                                     | 505",
                "nonsense                                                  | 400",
            })
    void refusesWhatTomcatRefusesInTheSameShape(String requestLine, int status) throws IOException {
        var response =
                RawHttp.exchange(mint.port(), requestLine.trim() + "\r\nHost: mint\r\nConnection: close\r\n\r\n");

        assertThat(response).startsWith("HTTP/1.1 " + status).contains("application/json");
        assertThat(response).contains("{\"detail\":\"").contains("\"code\":50000}");
        assertThat(response.toLowerCase(java.util.Locale.ROOT)).doesNotContain("html", "tomcat", "exception");
    }

    @Test
    void refusesHalfAHandshakeOfASocket() throws IOException {
        assertThat(RawHttp.exchange(mint.port(), HANDSHAKE.formatted("close")))
                .startsWith("HTTP/1.1 426")
                .endsWith("{\"detail\":\"this path speaks WebSocket, version 13\",\"code\":50000}");
    }

    @Test
    void agreesToNoExtensionsOfASocket() throws IOException {
        var closeFrame = "\u0088\u0080\0\0\0\0";

        assertThat(RawHttp.exchange(mint.port(), HANDSHAKE.formatted("Upgrade") + closeFrame))
                .startsWith("HTTP/1.1 101")
                .doesNotContain("Sec-WebSocket-Extensions");
    }

    @Test
    void refusesHeadersThatAreTooLarge() throws IOException {
        var response = RawHttp.exchange(
                mint.port(), "GET /v1/info HTTP/1.1\r\nHost: mint\r\nX: " + "x".repeat(20_000) + "\r\n\r\n");

        assertThat(response)
                .startsWith("HTTP/1.1 4")
                .endsWith("\"code\":50000}")
                .doesNotContain("html");
    }

    @Test
    @Provokes(ErrorCode.BODY_TOO_LARGE)
    void refusesBodiesBeyondTheLimitByTheirLength() {
        var answer = mint.post("/v1/info", " ".repeat(1024 * 1024 + 1));

        answer.refusedWith(ErrorCode.BODY_TOO_LARGE);
    }

    @Test
    void refusesBodiesBeyondTheLimitWithoutALength() {
        var endless = HttpRequest.newBuilder(mint.uri("/v1/info"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(new byte[2 * 1024 * 1024])));

        mint.send(endless).refusedWith(413, 50000);
    }

    @Test
    void stopsInflatingBombs() throws IOException {
        var bomb = gzip(new byte[64 * 1024 * 1024]);

        mint.send(gzipped(bomb)).refusedWith(413, 50000);
    }

    @Test
    void readsGzip() throws IOException {
        mint.send(gzipped(gzip("{}".getBytes(java.nio.charset.StandardCharsets.UTF_8))))
                .refusedWith(405, 50000);
    }

    @Test
    void refusesHalfOfAGzip() throws IOException {
        var whole = gzip("{\"a\":\"some text to be cut off\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8));

        mint.send(gzipped(java.util.Arrays.copyOf(whole, whole.length - 12))).refusedWith(400, 50000);
    }

    @Test
    @Provokes(ErrorCode.MEDIA_TYPE_UNSUPPORTED)
    void refusesOtherEncodingsAndNamesItsOwn() {
        var answer = mint.send(HttpRequest.newBuilder(mint.uri("/v1/info"))
                .header("Content-Encoding", "br")
                .POST(BodyPublishers.ofString("{}")));

        answer.refusedWith(ErrorCode.MEDIA_TYPE_UNSUPPORTED);
        assertThat(answer.header("Accept-Encoding")).isEqualTo("gzip, identity");
    }

    private HttpRequest.Builder gzipped(byte[] body) {
        return HttpRequest.newBuilder(mint.uri("/v1/info"))
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(body));
    }

    private static byte[] gzip(byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }
}
