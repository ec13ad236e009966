package org.cobnut.mint.restore;

import java.util.List;
import java.util.Map;

import org.cobnut.cashu.ErrorCode;
import org.cobnut.mint.testing.Answer;
import org.cobnut.mint.testing.Mint;
import org.cobnut.mint.testing.MintTest;
import org.cobnut.mint.testing.TestWallet;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// NUT-07 and NUT-09 over HTTP.
@MintTest
class RestoreTests {

    private final Mint mint;
    private final TestWallet wallet;

    RestoreTests(Mint mint) {
        this.mint = mint;
        this.wallet = new TestWallet(mint);
    }

    @Test
    void answersStatesInTheirOrderWithDuplicates() {
        var proofs = wallet.issue(8, 4);
        wallet.swap(proofs.subList(0, 1), wallet.blind(8)).ok();
        var spent = TestWallet.y(proofs.get(0)).hex();
        var unspent = TestWallet.y(proofs.get(1)).hex();

        var states = states(List.of(unspent, spent, unspent, spent)).ok().get("states");

        assertThat(states)
                .extracting(state -> state.get("Y").asString())
                .containsExactly(unspent, spent, unspent, spent);
        assertThat(states)
                .extracting(state -> state.get("state").asString())
                .containsExactly("UNSPENT", "SPENT", "UNSPENT", "SPENT");
        assertThat(states)
                .allSatisfy(state -> assertThat(state.get("witness").isNull()).isTrue());
    }

    @Test
    void answersNothingWithNothing() {
        assertThat(states(List.of()).ok().get("states")).isEmpty();
        assertThat(restore(List.of()).ok().get("signatures")).isEmpty();
    }

    @Test
    void refusesWhatIsNoPoint() {
        states(List.of("02" + "ff".repeat(32))).refusedWith(ErrorCode.MALFORMED_REQUEST);
    }

    @Test
    void restoresOnlyWhatWasSigned() {
        var signed = wallet.blind(8, 4);
        var unsigned = wallet.blind(8);
        var signatures = TestWallet.signatures(wallet.swap(wallet.issue(8, 4), signed));

        var restored = restore(List.of(signed.get(1), unsigned.get(0), signed.get(0)));

        assertThat(restored.ok().get("outputs"))
                .extracting(output -> output.get("B_").asString())
                .containsExactly(
                        signed.get(1).message().blindedSecret().hex(),
                        signed.get(0).message().blindedSecret().hex());
        assertThat(TestWallet.signatures(restored)).isEqualTo(signatures.reversed());
    }

    private Answer states(List<String> ys) {
        return mint.post("/v1/checkstate", TestWallet.json(Map.of("Ys", ys)));
    }

    private Answer restore(List<TestWallet.Blinded> outputs) {
        return mint.post("/v1/restore", TestWallet.json(Map.of("outputs", TestWallet.messages(outputs))));
    }
}
