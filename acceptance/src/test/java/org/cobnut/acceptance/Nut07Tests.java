package org.cobnut.acceptance;

import java.util.Collections;
import java.util.List;
import java.util.Map;

import org.cobnut.acceptance.Purse.Output;
import org.cobnut.cashu.Proof;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// NUT-07 and NUT-09: what became of coins, and signatures that a wallet has lost.
@ParameterizedClass
@EnumSource
@ExtendWith(Mints.Resolver.class)
class Nut07Tests {

    private static final String CHECK = "/v1/checkstate";
    private static final String RESTORE = "/v1/restore";

    private final Wire wire;
    private final Purse purse;

    Nut07Tests(MintDatabase database, Mints mints) {
        this.wire = new Wire(mints.on(database).url());
        this.purse = Purse.at(wire);
    }

    @Test
    void tellsStatesInTheOrderOfTheQuestion() {
        Proof spent = purse.mint(8).getFirst();
        Proof unspent = purse.mint(8).getFirst();
        wire.post("/v1/swap", Purse.swap(List.of(spent), purse.outputsWorth(7))).json();

        JsonNode states = wire.post(CHECK, Map.of("Ys", List.of(Purse.y(unspent), Purse.y(spent), Purse.y(unspent))))
                .json()
                .get("states");

        assertThat(states.valueStream().map(state -> state.get("state").asString()))
                .containsExactly("UNSPENT", "SPENT", "UNSPENT");
        assertThat(states.valueStream().map(state -> state.get("Y").asString()))
                .containsExactly(Purse.y(unspent), Purse.y(spent), Purse.y(unspent));
    }

    @Test
    void refusesWhatIsNoPoint() {
        assertThat(wire.post(CHECK, Map.of("Ys", List.of("02" + "00".repeat(32))))
                        .status())
                .isEqualTo(400);
        assertThat(wire.post(CHECK, Map.of("Ys", List.of("tea"))).status()).isEqualTo(400);
    }

    @Test
    void refusesMoreThanItTakes() {
        String y = Purse.y(purse.mint(1).getFirst());

        wire.post(CHECK, Map.of("Ys", Collections.nCopies(1001, y))).isRefusal(11014);
    }

    @Test
    void restoresWhatItSignedAndNothingElse() {
        List<Output> signed = purse.outputs(4, 2, 1);
        JsonNode signatures =
                wire.post("/v1/swap", Purse.swap(purse.mint(8), signed)).json().get("signatures");
        Output never = purse.outputs(1).getFirst();
        List<Output> asked = List.of(signed.get(2), never, signed.get(0), signed.get(1));

        JsonNode answer =
                wire.post(RESTORE, Map.of("outputs", Purse.jsonOf(asked))).json();

        assertThat(answer.get("outputs")
                        .valueStream()
                        .map(output -> output.get("B_").asString()))
                .containsExactly(
                        signed.get(2).blinded(),
                        signed.get(0).blinded(),
                        signed.get(1).blinded());
        assertThat(answer.get("signatures").valueStream())
                .containsExactly(signatures.get(2), signatures.get(0), signatures.get(1));
    }

    @Test
    void restoresNothingOfASwapThatWasRefused() {
        List<Output> outputs = purse.outputs(8);
        wire.post("/v1/swap", Purse.swap(purse.mint(8), outputs)).isRefusal(11005);

        JsonNode answer =
                wire.post(RESTORE, Map.of("outputs", Purse.jsonOf(outputs))).json();

        assertThat(answer.get("signatures").isEmpty()).isTrue();
        assertThat(answer.get("outputs").isEmpty()).isTrue();
    }
}
