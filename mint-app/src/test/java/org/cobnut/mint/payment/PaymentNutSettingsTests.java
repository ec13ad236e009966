package org.cobnut.mint.payment;

import java.util.Map;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cobnut.mint.payment.FakeWorld.instance;

class PaymentNutSettingsTests {

    private final FakeWorld world = new FakeWorld(Map.of("main", instance("fake", "sat")), false);
    private final PaymentNutSettings nuts = new PaymentNutSettings();

    @Test
    void publishesMintMethods() {
        assertThat(json(nuts.minting(world.processors()).value().get()))
                .isEqualTo("{\"methods\":[{\"method\":\"bolt11\",\"unit\":\"sat\",\"min_amount\":2,\"max_amount\":1000,"
                        + "\"options\":{\"description\":true}}],\"disabled\":false}");
    }

    @Test
    void publishesMeltMethods() {
        assertThat(json(nuts.melting(world.processors()).value().get()))
                .isEqualTo(
                        "{\"methods\":[{\"method\":\"bolt11\",\"unit\":\"sat\",\"min_amount\":3,\"max_amount\":2000}],"
                                + "\"disabled\":false}");
    }

    @Test
    void publishesPartialPayments() {
        assertThat(json(nuts.partialPayments(world.processors()).value().get()))
                .isIn(
                        "{\"methods\":[{\"method\":\"bolt11\",\"unit\":\"sat\"}]}",
                        "{\"methods\":[{\"unit\":\"sat\",\"method\":\"bolt11\"}]}");
    }

    @Test
    void publishesWhereRepeatedRequestsAreAnswered() {
        assertThat(json(nuts.repeatedRequests(world.processors()).value().get()))
                .isEqualTo("{\"ttl\":null,\"cached_endpoints\":["
                        + "{\"method\":\"POST\",\"path\":\"/v1/swap\"},"
                        + "{\"method\":\"POST\",\"path\":\"/v1/mint/bolt11\"},"
                        + "{\"method\":\"POST\",\"path\":\"/v1/mint/bolt11/batch\"},"
                        + "{\"method\":\"POST\",\"path\":\"/v1/melt/bolt11\"}]}");
    }

    @Test
    void publishesWhatIsSwitchedOff() {
        var disabled = new FakeWorld(Map.of("main", instance("fake", "sat")), true);

        assertThat(json(nuts.minting(disabled.processors()).value().get())).endsWith("\"disabled\":true}");
        assertThat(json(nuts.melting(disabled.processors()).value().get())).endsWith("\"disabled\":true}");
    }

    private static String json(Object value) {
        return new JsonMapper().writeValueAsString(value);
    }
}
