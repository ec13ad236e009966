package org.cobnut.mint.payment;

import java.net.http.HttpRequest;

import org.cobnut.mint.testing.Mint;
import org.cobnut.mint.testing.MintTest;
import org.cobnut.payment.fake.FakePaymentProcessor;
import org.cobnut.payment.fake.FakePayments;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// What operators and wallets see of processors.
@MintTest
class PaymentHttpTests {

    private final Mint mint;
    private final FakePaymentProcessor fake;

    PaymentHttpTests(Mint mint) {
        this.mint = mint;
        this.fake = mint.bean(FakePayments.class).processor("sat");
    }

    @AfterEach
    void bringBack() {
        fake.switchDown(false);
    }

    @Test
    void showsAProcessorInTheHealthDetails() {
        assertThat(health("").at("/components/payment/status").asString()).isEqualTo("UP");
        assertThat(health("")
                        .at("/components/payment/details")
                        .get("fake (sat)")
                        .asString())
                .isEqualTo("up");
    }

    @Test
    void staysReadyAndAliveThoughAProcessorIsAway() {
        fake.switchDown(true);

        var health = health("");

        assertThat(health.at("/components/payment/status").asString()).isEqualTo("DEGRADED");
        assertThat(health.at("/components/payment/details").get("fake (sat)").asString())
                .startsWith("down");
        assertThat(health.get("status").asString()).isEqualTo("UP");
        assertThat(health("/readiness").get("status").asString()).isEqualTo("UP");
        assertThat(health("/liveness").get("status").asString()).isEqualTo("UP");
    }

    @Test
    void publishesMethodsWithTheirLimits() {
        var nuts = mint.get("/v1/info").ok().get("nuts");

        for (var nut : new String[] {"4", "5"}) {
            var method = nuts.get(nut).get("methods").get(0);
            assertThat(nuts.get(nut).get("disabled").asBoolean()).isFalse();
            assertThat(method.get("method").asString()).isEqualTo("bolt11");
            assertThat(method.get("unit").asString()).isEqualTo("sat");
            assertThat(method.get("min_amount").asLong()).isEqualTo(1);
            assertThat(method.get("max_amount").asLong()).isEqualTo(500_000);
        }
        assertThat(nuts.at("/4/methods/0/options/description").asBoolean()).isTrue();
        assertThat(nuts.at("/15/methods/0/method").asString()).isEqualTo("bolt11");
    }

    private JsonNode health(String group) {
        var answer = mint.send(HttpRequest.newBuilder(mint.managementUri("/actuator/health" + group)));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return new JsonMapper().readTree(answer.body());
    }
}
