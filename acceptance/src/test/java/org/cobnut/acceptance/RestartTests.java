package org.cobnut.acceptance;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

import org.cobnut.acceptance.Purse.Output;
import org.cobnut.cashu.Proof;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// What a mint said before it was killed still holds when it is back.
@ParameterizedClass
@EnumSource
@ExtendWith(Mints.Resolver.class)
class RestartTests {

    private final MintDatabase database;
    private final Mints mints;

    RestartTests(MintDatabase database, Mints mints) {
        this.database = database;
        this.mints = mints;
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void remembersWhatWasSpentSignedAndPaidAfterAKill() {
        var mint = mints.start(database, Map.of());
        var wire = new Wire(mint.url());
        var purse = Purse.at(wire);
        List<Proof> spent = purse.mint(8);
        var swap = Purse.swap(spent, purse.outputs(4, 2, 1));
        JsonNode signatures = wire.post("/v1/swap", swap).json();
        String quote = purse.paidQuote(21);
        List<Proof> unspent = purse.mint(16);

        mint.kill();
        mint.startAgain();

        assertThat(Purse.at(wire).keyset()).isEqualTo(purse.keyset());
        assertThat(purse.states(spent)).containsOnly("SPENT");
        assertThat(wire.post("/v1/swap", swap).json()).as("the lost response").isEqualTo(signatures);
        wire.post("/v1/swap", Purse.swap(unspent, purse.outputsWorth(15))).json();
        wire.post("/v1/mint/bolt11", Nut04Tests.mint(quote, purse.outputsWorth(21)))
                .json();
        mint.stop();
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void givesNothingBackOfAPaymentWhoseNodeForgotIt() {
        var mint = mints.start(database, Map.of());
        var purse = Purse.at(new Wire(mint.url()));
        List<Proof> inputs = purse.mint(32);
        JsonNode quote = payAsynchronously(purse, inputs, List.of());

        mint.kill();
        mint.startAgain();

        // The fake node keeps all in memory: what it does not know any more may have been paid.
        purse.wire()
                .post("/v1/swap", Purse.swap(inputs, purse.outputsWorth(31)))
                .isRefusal(11002);
        assertThat(state(purse, quote)).isEqualTo("PENDING");
        mint.stop();
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void settlesWhatItsNodeKnowsOfAPaymentThatWasUnderWay(@TempDir Path journal) {
        // A short lease, since on PostgreSQL another replica's melts are its own until that is over.
        var settings = Map.of(
                "cobnut.fake.journal", journal.toString(),
                "cobnut.replica.lease", "2s",
                "cobnut.replica.heartbeat", "500ms");
        var mint = mints.start(database, settings);
        var purse = Purse.at(new Wire(mint.url()));
        List<Proof> inputs = purse.mint(32);
        List<Output> blanks = purse.outputs(1, 1, 1, 1);
        JsonNode quote = payAsynchronously(purse, inputs, blanks);

        mint.kill();
        mint.startAgain();

        await().atMost(Duration.ofSeconds(90)).until(() -> state(purse, quote), state -> !state.equals("PENDING"));
        boolean isPaid = state(purse, quote).equals("PAID");
        assertThat(purse.states(inputs)).containsOnly(isPaid ? "SPENT" : "UNSPENT");
        mint.stop();
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void finishesRequestsUnderWayWhenToldToStop() throws Exception {
        var mint = mints.start(database, Map.of());
        var purse = Purse.at(new Wire(mint.url()));
        JsonNode quote = quote(purse);
        var melt = Map.of("quote", quote.get("quote").asString(), "inputs", Purse.json(purse.mint(32)));

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answer = threads.submit(
                    () -> purse.wire().post("/v1/melt/bolt11", melt).json());
            await().atMost(Duration.ofSeconds(10)).until(() -> state(purse, quote), "PENDING"::equals);
            mint.stop();

            assertThat(answer.get().get("state").asString()).isEqualTo("PAID");
        }
    }

    private static JsonNode payAsynchronously(Purse purse, List<Proof> inputs, List<Output> blanks) {
        JsonNode quote = quote(purse);
        var melt = Map.of(
                "quote", quote.get("quote").asString(),
                "inputs", Purse.json(inputs),
                "outputs", Purse.jsonOf(blanks),
                "prefer_async", true);
        JsonNode answer = purse.wire().post("/v1/melt/bolt11", melt).json();
        assertThat(answer.get("state").asString()).isEqualTo("PENDING");
        return quote;
    }

    private static JsonNode quote(Purse purse) {
        var request = Map.of("request", Payee.invoice(20_000, "tea"), "unit", "sat");
        return purse.wire().post("/v1/melt/quote/bolt11", request).json();
    }

    private static String state(Purse purse, JsonNode quote) {
        String path = "/v1/melt/quote/bolt11/" + quote.get("quote").asString();
        return purse.wire().get(path).json().get("state").asString();
    }
}
