package org.cobnut.mint.weakness;

import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;

import org.cobnut.mint.testing.Answer;
import org.cobnut.mint.testing.Mint;
import org.cobnut.mint.testing.MintTest;
import org.cobnut.mint.testing.TestWallet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/// What must be found neither in the log nor in a refusal.
@MintTest
@ExtendWith(OutputCaptureExtension.class)
class LeakWeaknessTests {

    private static final String PREIMAGE = "5e".repeat(32);

    private final Mint mint;
    private final Attacker attacker;

    LeakWeaknessTests(Mint mint) {
        this.mint = mint;
        attacker = new Attacker(mint);
    }

    @Test
    void secretsInTheLogOrInARefusal(CapturedOutput log) {
        var wallet = attacker.wallet;
        var proof = wallet.issue(8).getFirst();
        var locked = attacker.proof(Attacker.secret("HTLC", "ab".repeat(32), ""))
                .withWitness("{\"preimage\":\"" + PREIMAGE + "\"}");
        var quote = attacker.quote();
        var json = TestWallet.json(proof);

        var refusals = new ArrayList<Answer>();
        refusals.add(wallet.swap(List.of(proof), wallet.blind(16)));
        refusals.add(wallet.swap(List.of(locked), wallet.blind(8)));
        refusals.add(wallet.swap(List.of(proof, proof), wallet.blind(16)));
        refusals.add(attacker.melt(quote, wallet.issue(1), List.of()));
        refusals.add(attacker.melt(quote, List.of(locked), List.of()));
        refusals.add(mint.post("/v1/swap", "{\"inputs\":[" + json + "],\"outputs\":[" + json + "]}"));
        refusals.add(mint.post("/v1/swap", "{\"inputs\":[" + json.replace("8,", "8.5,") + "],\"outputs\":[]}"));
        refusals.add(mint.post("/v1/swap", "{\"inputs\":[" + json));
        refusals.add(mint.post("/v1/" + quote, json));
        refusals.add(mint.get("/v1/melt/quote/bolt11/" + quote + "/"));
        refusals.add(mint.get("/v1/melt/quote/bolt12/" + quote));
        refusals.add(mint.get("/v1/mint/quote/bolt11/" + quote));
        refusals.add(mint.send(HttpRequest.newBuilder(mint.uri("/v1/melt/quote/bolt11/" + quote))
                .DELETE()));
        refusals.add(mint.get("/v1/keys/" + proof.secret()));

        for (var refusal : refusals) {
            assertThat(refusal.status()).isBetween(400, 499);
            assertThat(refusal.body())
                    .doesNotContain(
                            proof.secret(), locked.secret(), proof.signature().hex(), PREIMAGE, quote)
                    .doesNotContain("Exception", "org.", "\\tat");
        }
        assertThat(log.getAll())
                .doesNotContain(
                        proof.secret(), locked.secret(), proof.signature().hex(), PREIMAGE, quote, "abandon abandon");
    }
}
