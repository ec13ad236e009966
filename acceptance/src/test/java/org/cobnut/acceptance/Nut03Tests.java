package org.cobnut.acceptance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import org.cobnut.acceptance.Purse.Output;
import org.cobnut.cashu.KeysetId;
import org.cobnut.cashu.Proof;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// NUT-03: swaps. One or two inputs cost 1 sat at 100 ppk.
@ParameterizedClass
@EnumSource
@ExtendWith(Mints.Resolver.class)
class Nut03Tests {

    private final Wire wire;
    private final Purse purse;

    Nut03Tests(MintDatabase database, Mints mints) {
        this.wire = new Wire(mints.on(database).url());
        this.purse = Purse.at(wire);
    }

    @Test
    void signsTheOutputsInTheirOrder() {
        List<Proof> inputs = purse.mint(8);
        List<Output> outputs = purse.outputs(4, 1, 2);

        var answer = wire.post("/v1/swap", Purse.swap(inputs, outputs)).json();

        List<Proof> fresh = purse.proofs(outputs, answer.get("signatures"));
        assertThat(fresh).extracting(proof -> proof.amount().value()).containsExactly(4L, 1L, 2L);
        assertThat(purse.states(inputs)).containsExactly("SPENT");
        assertThat(purse.states(fresh)).containsOnly("UNSPENT");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 6, 8, 9})
    void refusesOutputsThatAreNotWorthTheInputsLessTheFee(long worth) {
        List<Proof> inputs = purse.mint(8);

        wire.post("/v1/swap", Purse.swap(inputs, purse.outputsWorth(worth))).isRefusal(11005);

        assertThat(purse.states(inputs)).containsExactly("UNSPENT");
    }

    @Test
    void refusesSpentInputs() {
        List<Proof> inputs = purse.mint(8);
        wire.post("/v1/swap", Purse.swap(inputs, purse.outputsWorth(7))).json();

        wire.post("/v1/swap", Purse.swap(inputs, purse.outputsWorth(7))).isRefusal(11001);
    }

    @Test
    void refusesAnInputThatIsNamedTwice() {
        Proof input = purse.mint(8).getFirst();

        wire.post("/v1/swap", Purse.swap(List.of(input, input), purse.outputsWorth(15)))
                .isRefusal(11007);

        assertThat(purse.states(List.of(input))).containsExactly("UNSPENT");
    }

    @Test
    void refusesAnOutputThatIsNamedTwice() {
        Output output = purse.outputs(4).getFirst();

        wire.post("/v1/swap", Purse.swap(purse.mint(8, 1), List.of(output, output)))
                .isRefusal(11008);
    }

    @Test
    void refusesOutputsThatWereSignedBefore() {
        List<Output> outputs = purse.outputs(4, 2, 1);
        wire.post("/v1/swap", Purse.swap(purse.mint(8), outputs)).json();
        List<Proof> others = purse.mint(8);

        wire.post("/v1/swap", Purse.swap(others, outputs)).isRefusal(11003);

        assertThat(purse.states(others)).containsExactly("UNSPENT");
    }

    @Test
    void refusesSignaturesThatItDidNotMake() {
        List<Proof> coins = purse.mint(8, 1);
        Proof eight = coins.getFirst();
        Proof forged = new Proof(
                eight.amount(), eight.keysetId(), eight.secret(), coins.get(1).signature(), null, null);

        wire.post("/v1/swap", Purse.swap(List.of(forged), purse.outputsWorth(7)))
                .isRefusal(10001);

        assertThat(purse.states(List.of(eight))).containsExactly("UNSPENT");
    }

    @Test
    void refusesACoinThatClaimsToBeWorthMore() {
        Map<String, Object> input = Purse.json(purse.mint(1).getFirst());
        input.put("amount", 8);

        wire.post("/v1/swap", Map.of("inputs", List.of(input), "outputs", Purse.jsonOf(purse.outputsWorth(7))))
                .isRefusal(10001);
    }

    @Test
    void refusesOutputsOnAKeysetThatItDoesNotKnow() {
        var foreign = new Output(7, KeysetId.parse("01" + "cd".repeat(32)), Purse.randomSecret());

        wire.post("/v1/swap", Purse.swap(purse.mint(8), List.of(foreign))).isRefusal(12001);
    }

    @Test
    void refusesInputsOfAKeysetThatItDoesNotKnow() {
        Map<String, Object> input = Purse.json(purse.mint(8).getFirst());
        input.put("id", "01" + "cd".repeat(32));

        wire.post("/v1/swap", Map.of("inputs", List.of(input), "outputs", Purse.jsonOf(purse.outputsWorth(7))))
                .isRefusal(12001);
    }

    @Test
    void refusesMoreOutputsThanItTakes() {
        List<Output> outputs =
                purse.outputs(IntStream.range(0, 1001).mapToLong(_ -> 1).toArray());

        wire.post("/v1/swap", Purse.swap(purse.mint(1024), outputs)).isRefusal(11015);
    }

    @Test
    void refusesMoreInputsThanItTakes() {
        Map<String, Object> input = Purse.json(purse.mint(1).getFirst());

        wire.post("/v1/swap", Map.of("inputs", Collections.nCopies(1001, input), "outputs", List.of()))
                .isRefusal(11014);
    }

    @Test
    void answersARepeatedRequestAsTheFirstTime() {
        var swap = Purse.swap(purse.mint(8), purse.outputs(4, 2, 1));
        var first = wire.post("/v1/swap", swap).json();

        var second = wire.post("/v1/swap", swap).json();

        assertThat(second).isEqualTo(first);
    }

    @Test
    void letsOneOfManyConcurrentSpendersWin() throws Exception {
        List<Proof> inputs = purse.mint(8, 2);
        List<Callable<Integer>> spenders = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            var swap = Purse.swap(i % 2 == 0 ? inputs : inputs.reversed(), purse.outputsWorth(9));
            spenders.add(() -> wire.post("/v1/swap", swap).status());
        }

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var statuses = threads.invokeAll(spenders).stream()
                    .map(done -> done.resultNow())
                    .toList();

            assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 400);
        }
        assertThat(purse.states(inputs)).containsOnly("SPENT");
    }
}
