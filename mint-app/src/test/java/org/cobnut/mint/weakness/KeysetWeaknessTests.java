package org.cobnut.mint.weakness;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

import org.awaitility.Awaitility;
import org.cobnut.cashu.Amount;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.cashu.Keyset;
import org.cobnut.cashu.Proof;
import org.cobnut.cashu.Unit;
import org.cobnut.mint.keyset.Keysets;
import org.cobnut.mint.keyset.RotationTerms;
import org.cobnut.mint.testing.Engine;
import org.cobnut.mint.testing.Mint;
import org.cobnut.mint.testing.TestWallet;
import org.cobnut.mint.testing.TestWallet.Blinded;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Proofs that counted as those of another keyset or unit, and fees that were not paid.
class KeysetWeaknessTests {

    private static final Unit USD = new Unit("usd");
    private static final Mint MINT = Mint.start(
            Engine.SQLITE,
            Map.of(
                    "cobnut.units", "sat,usd",
                    "cobnut.keysets.input-fee-ppk", "100",
                    "cobnut.keysets.refresh", "100ms"));

    private final Attacker attacker = new Attacker(MINT);
    private final TestWallet wallet = attacker.wallet;

    @AfterAll
    static void close() throws IOException {
        MINT.close();
    }

    @Test
    void unitsThatAreMixed() {
        var sat = wallet.issue(8).getFirst();
        var usd = wallet.issue(usd(8)).getFirst();
        var both = new ArrayList<>(wallet.blind(4));
        both.addAll(usd(4));

        wallet.swap(List.of(sat), usd(4)).refusedWith(ErrorCode.UNIT_MISMATCH);
        wallet.swap(List.of(usd), wallet.blind(4)).refusedWith(ErrorCode.UNIT_MISMATCH);
        wallet.swap(List.of(sat, usd), wallet.blind(8, 4)).refusedWith(ErrorCode.MULTIPLE_UNITS);
        wallet.swap(List.of(sat), both).refusedWith(ErrorCode.MULTIPLE_UNITS);
        attacker.melt(attacker.quote(), List.of(usd), List.of()).refusedWith(ErrorCode.UNIT_MISMATCH);
        attacker.melt(attacker.quote(), List.of(sat), usd(1)).refusedWith(ErrorCode.UNIT_MISMATCH);
        attacker.assertUnspent(List.of(sat, usd));
    }

    @Test
    void feesOfOneKeysetAloneOrRoundedDown() {
        var inputs = new ArrayList<>(wallet.issue(8, 8, 8));
        rotate(700);
        inputs.addAll(wallet.issue(8));
        // 3 * 100 and 700 thousandths are 1; one thousandth more is 2
        wallet.swap(inputs, wallet.blind(16, 16)).refusedWith(ErrorCode.UNBALANCED);
        wallet.swap(inputs, wallet.blind(16, 8, 4, 2)).refusedWith(ErrorCode.UNBALANCED);
        wallet.swap(inputs, wallet.blind(16, 8, 4, 2, 1)).ok();

        var two = wallet.issue(8, 8); // 1400 thousandths
        wallet.swap(two, wallet.blind(8, 4, 2, 1)).refusedWith(ErrorCode.UNBALANCED);
        wallet.swap(two, wallet.blind(8, 4, 2)).ok();
        rotate(100);
    }

    @Test
    void feesOfEachInputRoundedUpByItself() {
        var ones = LongStream.generate(() -> 2).limit(11).toArray();

        // 1100 thousandths
        wallet.swap(wallet.issue(ones), wallet.blind(16, 4)).ok();
    }

    @Test
    void proofsRelabelledAndOutputsOnOldKeysets() {
        var old = wallet.keyset();
        var proof = wallet.issue(8).getFirst();
        var outputs = wallet.blind(4);
        rotate(100);
        Awaitility.await()
                .until(() -> wallet.swap(wallet.issue(8), outputs)
                                .json()
                                .path("code")
                                .asInt(0)
                        == ErrorCode.KEYSET_INACTIVE.number());
        var relabelled = new Proof(Amount.of(8), wallet.keyset().id(), proof.secret(), proof.signature(), null, null);

        wallet.swap(List.of(relabelled), wallet.blind(4, 2, 1)).refusedWith(ErrorCode.PROOF_INVALID);

        wallet.swap(List.of(proof), wallet.blind(4, 2, 1)).ok();
        assertThat(wallet.keyset().id()).isNotEqualTo(old.id());
    }

    private List<Blinded> usd(long amount) {
        return List.of(wallet.blind(keyset(USD).id(), Amount.of(amount), TestWallet.randomSecret()));
    }

    private static Keyset keyset(Unit unit) {
        return MINT.bean(Keysets.class).active(unit).orElseThrow();
    }

    private static void rotate(long inputFeePpk) {
        var next = MINT.bean(Keysets.class).rotate(new RotationTerms(Unit.SAT, inputFeePpk, List.of(), null, 2));
        Awaitility.await().until(() -> keyset(Unit.SAT).id().equals(next.id()));
    }
}
