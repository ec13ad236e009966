package org.cobnut.mint.http;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;

import org.cobnut.mint.testing.Answer;
import org.cobnut.mint.testing.Mint;
import org.cobnut.mint.testing.MintTest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@MintTest
class CorsHttpTests {

    private final Mint mint;

    CorsHttpTests(Mint mint) {
        this.mint = mint;
    }

    @Test
    void letsBrowsersReadAnswersFromAnywhere() {
        var answer = mint.send(HttpRequest.newBuilder(mint.uri("/v1/info")).header("Origin", "https://wallet.example"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(answer.header("Access-Control-Expose-Headers")).contains("Retry-After");
    }

    @Test
    void letsBrowsersReadRefusals() {
        var answer = mint.send(HttpRequest.newBuilder(mint.uri("/v1/nothing"))
                .header("Origin", "https://wallet.example")
                .POST(BodyPublishers.ofString("\u0000")));

        answer.refusedWith(400, 50000);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
    }

    @Test
    void answersPreflightsForTheHeadersOfWallets() {
        var answer = preflight(mint.uri("/v1/melt/bolt11"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Access-Control-Allow-Methods")).contains("POST");
        assertThat(answer.header("Access-Control-Allow-Headers").split(", *"))
                .containsExactlyInAnyOrder("content-type", "prefer", "clear-auth", "blind-auth", "authorization");
    }

    @Test
    void keepsManagementFromBrowsers() {
        assertThat(preflight(mint.managementUri("/actuator/health")).header("Access-Control-Allow-Origin"))
                .isEmpty();
    }

    private Answer preflight(URI uri) {
        return mint.send(HttpRequest.newBuilder(uri)
                .header("Origin", "https://wallet.example")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "content-type, prefer, clear-auth, blind-auth, authorization")
                .method("OPTIONS", BodyPublishers.noBody()));
    }
}
