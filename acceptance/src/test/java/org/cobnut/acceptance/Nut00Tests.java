package org.cobnut.acceptance;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// NUT-00: how requests are read and refusals are told.
@ParameterizedClass
@EnumSource
@ExtendWith(Mints.Resolver.class)
class Nut00Tests {

    private final Wire wire;

    Nut00Tests(MintDatabase database, Mints mints) {
        this.wire = new Wire(mints.on(database).url());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{\"inputs\": 1, \"outputs\": []}",
                "{\"inputs\": []}",
                "{\"inputs\": [], \"outputs\": []} x",
                "{\"inputs\": [], \"inputs\": [], \"outputs\": []}"
            })
    void refusesWhatIsNoSwap(String body) {
        var answer = wire.postText("/v1/swap", body);

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(Wire.parse(answer.text()).propertyNames()).containsExactlyInAnyOrder("detail", "code");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.0",
                "1.5",
                "1e3",
                "-1",
                "\"8\"",
                "18446744073709551616",
                "99999999999999999999999",
                "true",
                "null",
                "NaN"
            })
    void refusesAmountsThatAreNoWholeNumbersOf64Bits(String amount) {
        var answer = wire.postText("/v1/mint/quote/bolt11", "{\"amount\": %s, \"unit\": \"sat\"}".formatted(amount));

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(Wire.parse(answer.text()).get("code").isIntegralNumber()).isTrue();
    }

    @Test
    void ignoresFieldsThatItDoesNotKnow() {
        var quote = wire.post("/v1/mint/quote/bolt11", Map.of("amount", 5, "unit", "sat", "colour", "blue"))
                .json();

        assertThat(quote.get("amount").longValue()).isEqualTo(5);
    }

    @Test
    void toldOfAnUnknownPathAnswers404() {
        assertThat(wire.get("/v1/nothing").status()).isEqualTo(404);
    }

    @Test
    void toldTheWrongVerbAnswers405() {
        assertThat(wire.get("/v1/swap").status()).isEqualTo(405);
    }

    @Test
    void sentSomethingElseThanJsonAnswers415() {
        var request = wire.request("/v1/swap")
                .header("content-type", "text/plain")
                .POST(BodyPublishers.ofString("{\"inputs\": [], \"outputs\": []}"));

        assertThat(wire.send(request).status()).isEqualTo(415);
    }

    @Test
    void sentMoreThanItReadsAnswers413() {
        String body = "{\"inputs\": [], \"outputs\": [], \"filler\": \"" + "x".repeat(3_000_000) + "\"}";

        assertThat(wire.postText("/v1/swap", body).status()).isEqualTo(413);
    }

    @Test
    void letsWalletsInBrowsersAsk() {
        var preflight = wire.request("/v1/swap")
                .header("Origin", "https://wallet.example")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "content-type")
                .method("OPTIONS", BodyPublishers.noBody());

        var allowed = wire.send(preflight);

        assertThat(allowed.status()).isEqualTo(200);
        assertThat(allowed.headers().firstValue("access-control-allow-origin")).contains("*");
        var answer = wire.send(wire.request("/v1/info")
                .header("Origin", "https://wallet.example")
                .GET());
        assertThat(answer.headers().firstValue("access-control-allow-origin")).contains("*");
    }
}
