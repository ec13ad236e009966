package org.cobnut.acceptance;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// NUT-06: what the mint says about itself.
@ParameterizedClass
@EnumSource
@ExtendWith(Mints.Resolver.class)
class Nut06Tests {

    private final JsonNode info;

    Nut06Tests(MintDatabase database, Mints mints) {
        this.info = new Wire(mints.on(database).url()).get("/v1/info").json();
    }

    @Test
    void namesItself() {
        assertThat(info.get("name").asString()).isNotBlank();
        assertThat(info.get("version").asString()).matches("[Cc]obnut/.+");
        assertThat(info.get("pubkey").asString()).matches("0[23][0-9a-f]{64}");
        assertThat(info.get("time").isIntegralNumber()).isTrue();
        assertThat(info.get("max_array_length").intValue()).isEqualTo(1000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"4", "5"})
    void mintsAndMeltsOverBolt11(String nut) {
        JsonNode setting = info.get("nuts").get(nut);

        assertThat(setting.get("disabled").booleanValue()).isFalse();
        JsonNode method = setting.get("methods").get(0);
        assertThat(method.get("method").asString()).isEqualTo("bolt11");
        assertThat(method.get("unit").asString()).isEqualTo("sat");
        assertThat(method.get("min_amount").isIntegralNumber()).isTrue();
        assertThat(method.get("max_amount").isIntegralNumber()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "8", "9", "10", "11", "12", "14", "20"})
    void supports(String nut) {
        assertThat(info.get("nuts").get(nut).get("supported").booleanValue()).isTrue();
    }

    @Test
    void tellsWhichCommandsItsSocketKnows() {
        JsonNode socket = info.get("nuts").get("17").get("supported").get(0);

        assertThat(socket.get("commands").valueStream().map(JsonNode::asString))
                .contains("bolt11_mint_quote", "bolt11_melt_quote", "proof_state");
    }

    @Test
    void replaysLostResponsesForEver() {
        JsonNode replay = info.get("nuts").get("19");

        assertThat(replay.get("ttl").isNull()).isTrue();
        assertThat(replay.get("cached_endpoints")
                        .valueStream()
                        .map(endpoint -> endpoint.get("path").asString()))
                .contains("/v1/swap", "/v1/mint/bolt11", "/v1/melt/bolt11");
    }

    @Test
    void mintsInBatches() {
        assertThat(info.get("nuts").get("29").get("max_batch_size").intValue()).isPositive();
        assertThat(info.get("nuts")
                        .get("15")
                        .get("methods")
                        .get(0)
                        .get("method")
                        .asString())
                .isEqualTo("bolt11");
    }
}
