package org.cobnut.mint.ledger;

import java.util.List;
import java.util.Map;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.BlindSignature;
import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.cashu.Proof;
import org.cobnut.cashu.Unit;
import org.cobnut.mint.ledger.commit.TestLedger;
import org.cobnut.mint.store.OnBothDatabases;
import org.cobnut.mint.store.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.cobnut.mint.ledger.commit.TestLedger.KEYSET;
import static org.cobnut.mint.ledger.commit.TestLedger.input;
import static org.cobnut.mint.ledger.commit.TestLedger.message;
import static org.cobnut.mint.ledger.commit.TestLedger.output;

/// Exactly the request that was carried out is answered again, and nothing else.
@OnBothDatabases
class ReplaysTests {

    private final TestLedger test;
    private final Input input = input(KEYSET, 4);
    private final SignedOutput output = output(KEYSET, 3);

    ReplaysTests(TestDatabase database) {
        this.test = new TestLedger(database);
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void answersASwapAgain() {
        test.ledger().commit(test.swap(List.of(input), List.of(output)));

        assertThat(test.replays.ofSwap(proofs(), List.of(message(output)), ReplaysTests::refuse))
                .containsExactly(output.signature());
    }

    @Test
    void takesNoMeltForASwap() {
        melt("quote");

        assertThatExceptionOfType(CashuException.class)
                .isThrownBy(() -> test.replays.ofSwap(proofs(), List.of(message(output)), ReplaysTests::refuse))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.PROOFS_SPENT));
    }

    @Test
    void answersAMeltAgain() {
        melt("quote");

        assertThat(test.replays.melted("quote", proofs(), List.of(message(output))))
                .contains(List.of(output.signature()));
    }

    @Test
    void takesNoSwapForAMelt() {
        test.ledger().commit(test.swap(List.of(input), List.of(output)));

        assertThat(test.replays.melted("quote", proofs(), List.of())).isEmpty();
    }

    @Test
    void takesNoMeltForThatOfAnotherQuote() {
        melt("quote");

        assertThat(test.replays.melted("another", proofs(), List.of())).isEmpty();
    }

    private void melt(String quoteId) {
        var inputs = new Inputs(List.of(input), Unit.SAT, Amount.of(4), Map.of(KEYSET, Amount.ONE));
        var payment = new MeltPayment(Amount.ZERO, Amount.ZERO, "bolt11");
        var reservation = Reservation.ofMelt(test.newOperation(), quoteId);
        test.database
                .transactions()
                .run(() -> test.reservations.spendDirectly(reservation, inputs, List.of(output), payment));
    }

    private List<Proof> proofs() {
        return List.of(input.proof());
    }

    private static List<BlindSignature> refuse() {
        throw new CashuException(ErrorCode.PROOFS_SPENT);
    }
}
