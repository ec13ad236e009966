package org.cobnut.mint.swap;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.cashu.KeysetId;
import org.cobnut.cashu.Proof;
import org.cobnut.cashu.condition.ProofSigner;
import org.cobnut.cashu.condition.SpendingCondition;
import org.cobnut.cashu.crypto.Curve;
import org.cobnut.cashu.crypto.Scalar;
import org.cobnut.mint.testing.Mint;
import org.cobnut.mint.testing.MintTest;
import org.cobnut.mint.testing.Provokes;
import org.cobnut.mint.testing.TestWallet;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// NUT-03 over HTTP.
@MintTest
class SwapTests {

    private final Mint mint;
    private final TestWallet wallet;

    SwapTests(Mint mint) {
        this.mint = mint;
        this.wallet = new TestWallet(mint);
    }

    @Test
    void exchangesProofsForSignaturesInTheOrderOfTheOutputs() {
        var outputs = wallet.blind(1, 4, 2, 1);

        var answer = wallet.swap(wallet.issue(8), outputs);

        var proofs = wallet.unblind(outputs, TestWallet.signatures(answer));
        assertThat(proofs)
                .extracting(Proof::amount)
                .containsExactly(Amount.of(1), Amount.of(4), Amount.of(2), Amount.of(1));
        wallet.swap(proofs, wallet.blind(8)).ok();
    }

    @Test
    void provesEachSignature() {
        var outputs = wallet.blind(8);

        var signature =
                TestWallet.signatures(wallet.swap(wallet.issue(8), outputs)).getFirst();

        var key = wallet.keyset().key(Amount.of(8)).orElseThrow();
        var blinded = outputs.getFirst().message().blindedSecret();
        assertThat(signature.dleq()).isNotNull();
        assertThat(signature.dleq().isValid(Curve.preferred(), key, blinded, signature.blindedSignature()))
                .isTrue();
    }

    @Test
    @Provokes(ErrorCode.PROOFS_SPENT)
    void refusesSpentProofsAndLeavesNothingToRestore() {
        var inputs = wallet.issue(8);
        wallet.swap(inputs, wallet.blind(8)).ok();
        var outputs = wallet.blind(4, 4);

        wallet.swap(inputs, outputs).refusedWith(ErrorCode.PROOFS_SPENT);

        var restored = mint.post("/v1/restore", TestWallet.json(Map.of("outputs", TestWallet.messages(outputs))));
        assertThat(restored.ok().get("signatures")).isEmpty();
    }

    @Test
    void answersARepeatedSwapAgain() {
        var inputs = wallet.issue(4, 2);
        var outputs = wallet.blind(2, 4);
        var first = TestWallet.signatures(wallet.swap(inputs, outputs));

        assertThat(TestWallet.signatures(wallet.swap(inputs, outputs))).isEqualTo(first);
        assertThat(TestWallet.signatures(wallet.swap(inputs.reversed(), outputs.reversed())))
                .isEqualTo(first.reversed());
    }

    @Test
    void refusesARepeatThatIsNotTheSame() {
        var inputs = wallet.issue(4, 2);
        var outputs = wallet.blind(2, 4);
        wallet.swap(inputs, outputs).ok();

        wallet.swap(inputs.subList(0, 1), outputs.subList(1, 2)).refusedWith(ErrorCode.PROOFS_SPENT);
        wallet.swap(inputs, wallet.blind(2, 4)).refusedWith(ErrorCode.PROOFS_SPENT);
        wallet.swap(wallet.issue(2, 4), outputs).refusedWith(ErrorCode.OUTPUTS_SIGNED);
    }

    @Test
    @Provokes(ErrorCode.OUTPUTS_SIGNED)
    void refusesOutputsThatWereSigned() {
        var outputs = wallet.blind(8);
        wallet.issue(outputs);

        wallet.swap(wallet.issue(8), outputs).refusedWith(ErrorCode.OUTPUTS_SIGNED);
    }

    @Test
    @Provokes(ErrorCode.UNBALANCED)
    void refusesWhatIsNotBalanced() {
        wallet.swap(wallet.issue(8), wallet.blind(8, 1)).refusedWith(ErrorCode.UNBALANCED);
        wallet.swap(wallet.issue(8), wallet.blind(4)).refusedWith(ErrorCode.UNBALANCED);
        wallet.swap(List.of(), wallet.blind(4)).refusedWith(ErrorCode.UNBALANCED);
        wallet.swap(wallet.issue(8), List.of()).refusedWith(ErrorCode.UNBALANCED);
    }

    @Test
    @Provokes(ErrorCode.PROOF_INVALID)
    void refusesProofsThatItDidNotSign() {
        var genuine = wallet.issue(8).getFirst();
        var forged = new Proof(Amount.of(16), genuine.keysetId(), genuine.secret(), genuine.signature(), null, null);

        wallet.swap(List.of(forged), wallet.blind(16)).refusedWith(ErrorCode.PROOF_INVALID);
    }

    @Test
    @Provokes({ErrorCode.DUPLICATE_INPUTS, ErrorCode.DUPLICATE_OUTPUTS})
    void refusesDuplicates() {
        var input = wallet.issue(8).getFirst();
        var output = wallet.blind(8).getFirst();

        wallet.swap(List.of(input, input), wallet.blind(16)).refusedWith(ErrorCode.DUPLICATE_INPUTS);
        wallet.swap(wallet.issue(16), List.of(output, output)).refusedWith(ErrorCode.DUPLICATE_OUTPUTS);
    }

    @Test
    @Provokes({ErrorCode.TOO_MANY_INPUTS, ErrorCode.TOO_MANY_OUTPUTS})
    void refusesTooMany() {
        var proof = wallet.issue(1).getFirst();
        var output = wallet.blind(1).getFirst();

        wallet.swap(Collections.nCopies(1001, proof), wallet.blind(1)).refusedWith(ErrorCode.TOO_MANY_INPUTS);
        wallet.swap(List.of(proof), Collections.nCopies(1001, output)).refusedWith(ErrorCode.TOO_MANY_OUTPUTS);
    }

    @Test
    @Provokes(ErrorCode.KEYSET_UNKNOWN)
    void refusesUnknownKeysets() {
        var unknown = KeysetId.parse("00ffffffffffffff");
        var output = wallet.blind(unknown, Amount.of(8), TestWallet.randomSecret());
        var genuine = wallet.issue(8).getFirst();
        var input = new Proof(Amount.of(8), unknown, genuine.secret(), genuine.signature(), null, null);

        wallet.swap(wallet.issue(8), List.of(output)).refusedWith(ErrorCode.KEYSET_UNKNOWN);
        wallet.swap(List.of(input), wallet.blind(8)).refusedWith(ErrorCode.KEYSET_UNKNOWN);
    }

    @Test
    @Provokes(ErrorCode.AMOUNT_OUT_OF_RANGE)
    void refusesAmountsWithoutAKey() {
        var odd = wallet.blind(wallet.keyset().id(), Amount.of(3), TestWallet.randomSecret());

        wallet.swap(wallet.issue(2, 1), List.of(odd)).refusedWith(ErrorCode.AMOUNT_OUT_OF_RANGE);
    }

    @Test
    @Provokes(ErrorCode.CONDITION_NOT_MET)
    void spendsALockedProofOnlyWithItsKey() {
        var key = Scalar.of("07".repeat(32));
        var secret = SpendingCondition.p2pk(Curve.preferred().publicKey(key)).secret(new byte[] {
            (byte) System.nanoTime(), (byte) (System.nanoTime() >> 8), (byte) (System.nanoTime() >> 16)
        });
        var locked = wallet.issue(List.of(wallet.blind(wallet.keyset().id(), Amount.of(8), secret)))
                .getFirst();
        var signed = new ProofSigner(Curve.preferred()).sign(locked, List.of(key));

        wallet.swap(List.of(locked), wallet.blind(8)).refusedWith(ErrorCode.CONDITION_NOT_MET);
        wallet.swap(List.of(signed), wallet.blind(8)).ok();

        var state = mint.post(
                        "/v1/checkstate", "{\"Ys\":[\"" + TestWallet.y(locked).hex() + "\"]}")
                .ok()
                .get("states")
                .get(0);
        assertThat(state.get("state").asString()).isEqualTo("SPENT");
        assertThat(state.get("witness").asString()).isEqualTo(signed.witness());
    }

    @Test
    void refusesTextsThatNoDatabaseKeepsAsTheyAre() {
        var genuine = wallet.issue(8);
        var request = TestWallet.json(Map.of("inputs", genuine, "outputs", TestWallet.messages(wallet.blind(8))));

        for (var secret : List.of("a\\u0000b", "a\\ud800b", "x".repeat(1025))) {
            var spoilt = request.replace(genuine.getFirst().secret(), secret);
            mint.post("/v1/swap", spoilt).refusedWith(ErrorCode.MALFORMED_REQUEST);
        }
    }

    @Test
    void hasOneWinnerWhenManySpendTheSameProof() throws Exception {
        var inputs = wallet.issue(8, 4);
        var rivals = new ArrayList<Callable<Integer>>();
        for (int i = 0; i < 24; i++) {
            var outputs = wallet.blind(8, 4);
            var order = i % 2 == 0 ? inputs : inputs.reversed();
            rivals.add(() -> wallet.swap(order, outputs).status());
        }

        assertThat(atOnce(rivals)).containsOnlyOnce(200).doesNotContain(500, 503);
    }

    @Test
    void swapsALargeRequestWhole() {
        var inputs = wallet.issue(LongStream.generate(() -> 1).limit(1000).toArray());
        var outputs = wallet.blind(LongStream.generate(() -> 1).limit(1000).toArray());

        assertThat(TestWallet.signatures(wallet.swap(inputs, outputs))).hasSize(1000);
    }

    @Test
    void neverSaysThatTheDatabaseIsLockedWhileManySwapAndMorePoll() throws Exception {
        var amounts = LongStream.generate(() -> 1).limit(250).toArray();
        var work = new ArrayList<Callable<Integer>>();
        for (int client = 0; client < 4; client++) {
            var inputs = wallet.issue(amounts);
            var outputs = wallet.blind(amounts);
            work.add(() -> wallet.swap(inputs, outputs).status());
        }
        var y = TestWallet.y(wallet.issue(1).getFirst()).hex();
        for (int poller = 0; poller < 100; poller++) {
            work.add(() ->
                    mint.post("/v1/checkstate", "{\"Ys\":[\"" + y + "\"]}").status());
        }

        assertThat(atOnce(work)).containsOnly(200);
    }

    private static List<Integer> atOnce(List<Callable<Integer>> work) throws Exception {
        var statuses = new ArrayList<Integer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var future : threads.invokeAll(work)) {
                statuses.add(future.get());
            }
        }
        return statuses;
    }
}
