package org.cobnut.mint.weakness;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

import org.cobnut.cashu.ErrorCode;
import org.cobnut.mint.testing.Mint;
import org.cobnut.mint.testing.MintTest;
import org.cobnut.mint.testing.TestWallet;
import org.cobnut.mint.testing.TestWallet.Blinded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Inputs, outputs and amounts that counted for more than they were.
@MintTest
class InputWeaknessTests {

    private static final String OTHER_POINT = "0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798";

    private final Mint mint;
    private final Attacker attacker;
    private final TestWallet wallet;

    InputWeaknessTests(Mint mint) {
        this.mint = mint;
        attacker = new Attacker(mint);
        wallet = attacker.wallet;
    }

    @Test
    void duplicateInputsThatDoubleTheirValue() {
        var proof = wallet.issue(8).getFirst();
        var json = TestWallet.json(proof);
        var escaped = json.replace(
                proof.secret(), "\\u00" + hex(proof.secret()) + proof.secret().substring(1));
        var otherSignature = json.replace(proof.signature().hex(), OTHER_POINT);

        for (var twin : List.of(json, escaped, otherSignature)) {
            mint.post("/v1/swap", swap(json + "," + twin, wallet.blind(16))).refusedWith(ErrorCode.DUPLICATE_INPUTS);
            mint.post(
                            "/v1/melt/bolt11",
                            "{\"quote\":\"%s\",\"inputs\":[%s,%s]}".formatted(attacker.quote(), json, twin))
                    .refusedWith(ErrorCode.DUPLICATE_INPUTS);
        }
        var upper =
                json.replace(proof.secret(), "A" + proof.secret().substring(1).toUpperCase(Locale.ROOT));
        mint.post("/v1/swap", swap(json + "," + upper, wallet.blind(16))).refusedWith(ErrorCode.PROOF_INVALID);
        attacker.assertUnspent(List.of(proof));
    }

    @Test
    void outputsThatAreSignedTwice() {
        var outputs = wallet.blind(8);
        var twofold = List.of(outputs.getFirst(), outputs.getFirst());

        wallet.swap(wallet.issue(16), twofold).refusedWith(ErrorCode.DUPLICATE_OUTPUTS);
        attacker.melt(attacker.quote(), wallet.issue(8), twofold).refusedWith(ErrorCode.DUPLICATE_OUTPUTS);
        wallet.swap(wallet.issue(8), outputs).ok();

        wallet.swap(wallet.issue(8), outputs).refusedWith(ErrorCode.OUTPUTS_SIGNED);
        attacker.melt(attacker.quote(), wallet.issue(8), outputs).refusedWith(ErrorCode.OUTPUTS_SIGNED);
    }

    @Test
    void outputsThatAreSignedTwiceAtOnce() throws Exception {
        var outputs = wallet.blind(8);
        var rivals = new ArrayList<Callable<Integer>>();
        for (int rival = 0; rival < 12; rival++) {
            var inputs = wallet.issue(8);
            rivals.add(() -> wallet.swap(inputs, outputs).status());
        }

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var statuses = new ArrayList<Integer>();
            for (var answer : threads.invokeAll(rivals)) {
                statuses.add(answer.get());
            }
            assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 400);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9223372036854775808",
                "18446744073709551615",
                "18446744073709551616",
                "-8",
                "8.0",
                "8e0",
                "\"8\"",
                "0x8"
            })
    void amountsThatOverflowOrAreNone(String amount) {
        var proofs = wallet.issue(8, 8);
        var input = TestWallet.json(proofs.getFirst()).replace("\"amount\":8", "\"amount\":" + amount);
        var good = TestWallet.json(proofs.getLast());
        var outputs = wallet.blind(8, 8);
        var output = swap(good, outputs)
                .replaceFirst("\\{\"amount\":8(?=,\"id\":\"[0-9a-f]+\",\"B_\")", "{\"amount\":" + amount);

        assertThat(mint.post("/v1/swap", swap(input, wallet.blind(8))).status()).isEqualTo(400);
        assertThat(mint.post("/v1/swap", swap(input + "," + good, wallet.blind(8)))
                        .status())
                .isEqualTo(400);
        assertThat(mint.post("/v1/swap", output).status()).isEqualTo(400);
        attacker.assertUnspent(proofs);
        attacker.assertNothingToRestore(outputs);
    }

    @Test
    void sumsThatWrapAround() {
        var proof = TestWallet.json(wallet.issue(8).getFirst());
        var huge = "\"amount\":9223372036854775807";
        var outputs =
                swap(proof, wallet.blind(8, 2, 1)).replace("\"amount\":2", huge).replace("\"amount\":1,", huge + ",");

        // 2^63-1 twice and 8 is 6 in 64 bits
        assertThat(mint.post("/v1/swap", outputs).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00",
                "0000000000000000000000000000000000000000000000000000000000000000000",
                "020000000000000000000000000000000000000000000000000000000000000005",
                "02fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f",
                "02fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc30",
                "0079be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798",
                "0579be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798",
                "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798",
                "0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f8179800",
                "0479be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798483ada7726a3c4655da4fbfc0e1108a8"
                        + "fd17b448a68554199c47d08ffb10d4b8",
            })
    void pointsThatAreNone(String point) {
        var proofs = wallet.issue(8);
        var proof = TestWallet.json(proofs.getFirst());
        var blanks = wallet.blind(8);
        var request = swap(proof, blanks);
        var blank = blanks.getFirst().message().blindedSecret().hex();
        var melt = "{\"quote\":\"" + attacker.quote() + "\"," + request.substring(1);

        mint.post("/v1/swap", request.replace(blank, point)).refusedWith(ErrorCode.MALFORMED_REQUEST);
        mint.post("/v1/swap", request.replace(proofs.getFirst().signature().hex(), point))
                .refusedWith(ErrorCode.MALFORMED_REQUEST);
        mint.post("/v1/melt/bolt11", melt.replace(blank, point)).refusedWith(ErrorCode.MALFORMED_REQUEST);
        mint.post("/v1/mint/bolt11", "{\"quote\":\"q\"," + request.substring(1).replace(blank, point))
                .refusedWith(ErrorCode.MALFORMED_REQUEST);
        attacker.assertUnspent(proofs);
    }

    @Test
    void signaturesLeftToRestoreByARequestThatFailed() {
        var outputs = wallet.blind(8);
        var genuine = wallet.issue(8).getFirst();
        var forged = TestWallet.json(genuine).replace(genuine.signature().hex(), OTHER_POINT);

        mint.post("/v1/swap", swap(forged, outputs)).refusedWith(ErrorCode.PROOF_INVALID);
        wallet.swap(wallet.issue(4), outputs).refusedWith(ErrorCode.UNBALANCED);
        wallet.swap(List.of(attacker.proof(Attacker.secret("P2PK", OTHER_POINT, ""))), outputs)
                .refusedWith(ErrorCode.CONDITION_NOT_MET);
        attacker.melt(attacker.quote(), wallet.issue(1), outputs).refusedWith(ErrorCode.UNBALANCED);

        attacker.assertNothingToRestore(outputs);
    }

    @Test
    void proofsThatAreWorthMoreUnderAnotherAmount() {
        var proof = wallet.issue(1).getFirst();
        for (long amount : new long[] {2, 1024, 1L << 31}) {
            var inflated = TestWallet.json(proof).replace("\"amount\":1,", "\"amount\":" + amount + ",");

            mint.post("/v1/swap", swap(inflated, wallet.blind(amount))).refusedWith(ErrorCode.PROOF_INVALID);
        }
        attacker.assertUnspent(List.of(proof));
    }

    /// A repeat is answered from the book only if it is the same in all that counts.
    @Test
    void answersOfOthersReplayed() {
        var inputs = wallet.issue(4, 4);
        var outputs = wallet.blind(4, 4);
        wallet.swap(inputs, outputs).ok();
        var relabelled = swap(TestWallet.json(inputs.getFirst()) + "," + TestWallet.json(inputs.getLast()), outputs)
                .replaceFirst("\"amount\":4(,\"id\":\"[0-9a-f]+\",\"B_\")", "\"amount\":8$1");

        wallet.swap(inputs, outputs).ok();
        wallet.swap(List.of(inputs.getFirst()), outputs).refusedWith(ErrorCode.PROOFS_SPENT);
        wallet.swap(wallet.issue(4, 4), outputs).refusedWith(ErrorCode.OUTPUTS_SIGNED);
        wallet.swap(inputs, wallet.blind(4, 4)).refusedWith(ErrorCode.PROOFS_SPENT);
        mint.post("/v1/swap", relabelled).refusedWith(ErrorCode.PROOFS_SPENT);
    }

    private static String swap(String inputs, List<Blinded> outputs) {
        var messages = TestWallet.json(Map.of("outputs", TestWallet.messages(outputs)));
        return "{\"inputs\":[" + inputs + "]," + messages.substring(1);
    }

    private static String hex(String text) {
        return Integer.toHexString(text.charAt(0));
    }
}
