package org.cobnut.acceptance;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.cobnut.acceptance.Purse.Output;
import org.cobnut.cashu.Proof;
import org.cobnut.failpoint.Failpoint;
import org.cobnut.failpoint.Failpoints.Effect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Private keys in a process of their own: our mint with CDK's signatory, CDK's mint with ours, and ours with ours.
@ExtendWith(Mints.Resolver.class)
class RemoteSignatoryTests {

    /// What the node takes for itself.
    private static final long ROUTING = 1;

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Mints mints;

    RemoteSignatoryTests(Mints mints) {
        this.mints = mints;
    }

    static List<MintDatabase> even() {
        return Selection.ofThisRun().databases(0);
    }

    static List<MintDatabase> odd() {
        return Selection.ofThisRun().databases(1);
    }

    @ParameterizedTest
    @MethodSource("even")
    void ourMintLivesOnTheSignatoryOfCdk(MintDatabase database, @TempDir Path folder) {
        try (var signatory = Cdk.signatory(folder);
                var mint = mints.start(database, rotatable(settings(signatory)))) {
            mintsSwapsAndMelts(purse(mint));
            mint.stop();
            mint.startAgain();
            mint.awaitNode();
            mintsSwapsAndMelts(purse(mint));
            isRefusedWhileItIsAway(signatory::kill, signatory::startAgain, mint);
            rotates(mint);
        }
    }

    @ParameterizedTest
    @MethodSource("odd")
    void ourMintLivesOnOurSignatory(MintDatabase database, @TempDir Path folder) {
        try (var signatory = RunningSignatory.mutualTlsIn(folder);
                var mint = mints.start(database, rotatable(signatory.settings()))) {
            mintsSwapsAndMelts(purse(mint));
            mint.kill();
            mint.startAgain();
            mint.awaitNode();
            isRefusedWhileItIsAway(signatory::kill, signatory::startAgain, mint);
            rotates(mint);
        }
    }

    @Test
    void theMintOfCdkLivesOnOurSignatory(@TempDir Path keys, @TempDir Path data) {
        try (var signatory = RunningSignatory.mutualTlsIn(keys);
                var mint = CdkMint.on(signatory, data)) {
            var wire = new Wire(mint.url());
            mintsSwapsAndMelts(Purse.at(wire));
            var old = Purse.at(wire);
            List<Proof> proofs = old.mint(8);

            mint.rotate(200);

            var purse = Purse.at(wire);
            assertThat(purse.keyset().id()).isNotEqualTo(old.keyset().id());
            assertThat(purse.keyset().inputFeePpk()).isEqualTo(200);
            swap(purse, proofs, 8 - old.fee(1));
            mintsSwapsAndMelts(purse);
        }
    }

    /// The node has paid, and there is nobody to sign the change.
    @ParameterizedTest
    @MethodSource("even")
    void signsTheChangeOfAPaymentWhenItsSignatoryIsBack(MintDatabase database, @TempDir Path folder) {
        try (var signatory = RunningSignatory.mutualTlsIn(folder)) {
            var watched = mints.startWatched(database, mints.newDatabase(database), signatory.settings());
            try (var _ = watched.mint()) {
                var purse = watched.purse();
                var inputs = purse.mint(64);
                var blanks = purse.outputs(1, 1, 1, 1, 1, 1);
                String quote = quote(purse, 20);
                Map<String, Object> request = new HashMap<>(melt(quote, inputs, blanks));
                request.put("prefer_async", true);

                watched.failpoints().arm(Failpoint.PAID, Effect.STOP);
                assertThat(state(purse.wire().post("/v1/melt/bolt11", request).json()))
                        .isEqualTo("PENDING");
                await().atMost(LIMIT).until(() -> watched.failpoints().isHit(Failpoint.PAID));
                signatory.kill();
                watched.failpoints().disarm(Failpoint.PAID);

                await("the payment is written down")
                        .atMost(LIMIT)
                        .until(() -> watched.books().payments().size() == 1);
                assertThat(state(find(purse, quote))).isEqualTo("PENDING");
                assertThat(state(purse.wire()
                                .post("/v1/melt/bolt11", melt(quote, inputs, blanks))
                                .json()))
                        .isEqualTo("PENDING");
                assertThat(purse.states(inputs)).doesNotContain("UNSPENT");

                signatory.startAgain();
                await("the quote is paid").atMost(LIMIT).until(() -> state(find(purse, quote)), "PAID"::equals);
                var signatures = find(purse, quote).get("change");
                var change = purse.proofs(blanks.subList(0, signatures.size()), signatures);
                assertThat(total(change)).isEqualTo(64 - 20 - ROUTING - purse.fee(1));
                swap(purse, change, total(change) - purse.fee(change.size()));
                watched.requireNothingLost();
            }
        }
    }

    private static void mintsSwapsAndMelts(Purse purse) {
        List<Proof> minted = purse.mint(8, 32, 2);
        List<Proof> proofs = swap(purse, minted, 42 - purse.fee(3));
        assertThat(purse.states(minted)).containsOnly("SPENT");

        List<Output> blanks = purse.outputs(1, 1, 1, 1, 1, 1);
        JsonNode paid = purse.wire()
                .post("/v1/melt/bolt11", melt(quote(purse, 20), proofs, blanks))
                .json();

        assertThat(state(paid)).isEqualTo("PAID");
        assertThat(purse.states(proofs)).containsOnly("SPENT");
        int signed = paid.get("change").size();
        List<Proof> change = purse.proofs(blanks.subList(0, signed), paid.get("change"));
        assertThat(purse.states(change)).containsOnly("UNSPENT");
        swap(purse, change, total(change) - purse.fee(signed));
    }

    private static void isRefusedWhileItIsAway(Runnable kill, Runnable startAgain, RunningMint mint) {
        var purse = purse(mint);
        List<Proof> inputs = purse.mint(32);
        List<Output> outputs = purse.outputsWorth(32 - purse.fee(1));
        String toMint = purse.paidQuote(8);
        String toMelt = quote(purse, 20);
        kill.run();

        var swap = purse.wire().post("/v1/swap", Purse.swap(inputs, outputs));
        isAway(swap);
        isAway(purse.wire().post("/v1/mint/bolt11", Nut04Tests.mint(toMint, purse.outputsWorth(8))));
        isAway(purse.wire().post("/v1/melt/bolt11", melt(toMelt, inputs, List.of())));
        assertThat(purse.states(inputs)).containsOnly("UNSPENT");
        assertThat(health(mint)).contains("DEGRADED");

        startAgain.run();
        await("the mint finds it again")
                .atMost(LIMIT)
                .until(() -> purse.wire()
                                .post("/v1/swap", Purse.swap(inputs, outputs))
                                .status()
                        == 200);
        assertThat(purse.states(inputs)).containsOnly("SPENT");
        assertThat(health(mint)).doesNotContain("DEGRADED");
        purse.wire()
                .post("/v1/mint/bolt11", Nut04Tests.mint(toMint, purse.outputsWorth(8)))
                .json();
    }

    private static void isAway(Wire.Answer answer) {
        answer.isRefusal(503, 50000);
        assertThat(answer.headers().firstValue("retry-after")).isPresent();
    }

    /// Old ecash buys new; the old keyset signs nothing any more.
    private static void rotates(RunningMint mint) {
        var old = purse(mint);
        List<Proof> proofs = old.mint(8);
        var management = new Wire(mint.managementUrl());
        management
                .send(management
                        .request("/actuator/keysets")
                        .header("content-type", "application/json")
                        .POST(BodyPublishers.ofString("{\"unit\": \"sat\", \"inputFeePpk\": 200}")))
                .json();
        await("the mint shows its next keyset")
                .atMost(LIMIT)
                .until(() -> !purse(mint).keyset().id().equals(old.keyset().id()));

        var purse = purse(mint);
        assertThat(purse.keyset().inputFeePpk()).isEqualTo(200);
        mintsSwapsAndMelts(purse);
        swap(purse, proofs, 8 - old.fee(1));
    }

    private static Map<String, String> settings(Daemon signatory) {
        return Map.of(
                "cobnut.signatory.kind",
                "remote",
                "cobnut.signatory.address",
                "127.0.0.1:" + signatory.port(),
                "cobnut.signatory.tls-dir",
                RunningSignatory.TLS.toString());
    }

    private static Map<String, String> rotatable(Map<String, String> given) {
        Map<String, String> settings = new HashMap<>(given);
        settings.put("management.endpoints.web.exposure.include", "health,keysets");
        settings.put("cobnut.keysets.refresh", "1s");
        return settings;
    }

    private static Purse purse(RunningMint mint) {
        return Purse.at(new Wire(mint.url()));
    }

    private static String health(RunningMint mint) {
        return new Wire(mint.managementUrl()).get("/actuator/health").text();
    }

    private static List<Proof> swap(Purse purse, List<Proof> inputs, long worth) {
        List<Output> outputs = purse.outputsWorth(worth);
        JsonNode answer =
                purse.wire().post("/v1/swap", Purse.swap(inputs, outputs)).json();
        return purse.proofs(outputs, answer.get("signatures"));
    }

    private static String quote(Purse purse, long amount) {
        var request = Map.of("request", Payee.invoice(amount * 1000, "tea"), "unit", "sat");
        return purse.wire()
                .post("/v1/melt/quote/bolt11", request)
                .json()
                .get("quote")
                .asString();
    }

    private static JsonNode find(Purse purse, String quote) {
        return purse.wire().get("/v1/melt/quote/bolt11/" + quote).json();
    }

    private static Map<String, Object> melt(String quote, List<Proof> inputs, List<Output> blanks) {
        return Map.of("quote", quote, "inputs", Purse.json(inputs), "outputs", Purse.jsonOf(blanks));
    }

    private static String state(JsonNode quote) {
        return quote.get("state").asString();
    }

    private static long total(List<Proof> proofs) {
        return proofs.stream().mapToLong(proof -> proof.amount().value()).sum();
    }
}
