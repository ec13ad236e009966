package org.cobnut.mint.ledger;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.BlindedMessage;
import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.cashu.ProofState;
import org.cobnut.cashu.Unit;
import org.cobnut.mint.store.OnBothDatabases;
import org.cobnut.mint.store.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.cobnut.mint.ledger.TestLedger.KEYSET;
import static org.cobnut.mint.ledger.TestLedger.input;
import static org.cobnut.mint.ledger.TestLedger.message;
import static org.cobnut.mint.ledger.TestLedger.output;

@OnBothDatabases
class ReservationsTests {

    private static final MeltPayment PAYMENT = new MeltPayment(Amount.of(9), Amount.of(1), "bolt11");
    private static final Map<org.cobnut.cashu.KeysetId, Amount> FEES = Map.of(KEYSET, Amount.ONE);

    private final TestDatabase database;
    private final TestLedger test;
    private final Reservations reservations;
    private final Inputs inputs =
            new Inputs(List.of(input(KEYSET, 8), input(KEYSET, 8)), Unit.SAT, Amount.of(16), FEES);
    private final List<SignedOutput> change = List.of(output(KEYSET, 4), output(KEYSET, 1));
    private final SignedOutput unused = output(KEYSET, 1);
    private final List<BlindedMessage> blanks = List.of(blank(change.get(0)), blank(change.get(1)), message(unused));

    ReservationsTests(TestDatabase database) {
        this.database = database;
        this.test = new TestLedger(database);
        this.reservations = new Reservations(
                database.jdbc(), test.rows, test.writer, test.book, test.overRedemption(), database.clock());
        database.transactions()
                .run(() -> database.jdbc()
                        .sql("INSERT INTO melt_quote (id, unit, amount, request, fee_reserve, expiry)"
                                + " VALUES ('quote', 'sat', 9, 'lnbc', 2, 0)")
                        .update());
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void holdsInputsUntilTheMeltIsDecided() {
        var operation = reserve();

        assertThat(states()).containsOnly(ProofState.PENDING);
        assertThat(test.sums()).isEqualTo(test.sumsByRows()).last().isEqualTo(16L);
        assertThat(reservations.of(operation, "quote"))
                .contains(new Reservation(operation, "quote", Amount.of(16), Amount.ONE, blanks));
        assertThat(reservations.keysets(operation)).containsExactly(KEYSET, KEYSET);
    }

    @Test
    void spendsThemAndSignsTheChange() {
        var operation = reserve();
        var held = reservations.of(operation, "quote").orElseThrow();

        var published = database.transactions().write(() -> reservations.settle(held, FEES, change, PAYMENT));

        assertThat(states()).containsOnly(ProofState.SPENT);
        assertThat(published.proofs()).extracting(KnownProof::state).containsOnly(ProofState.SPENT);
        assertThat(test.ledger()
                        .signatures(blanks.stream()
                                .map(BlindedMessage::blindedSecret)
                                .toList())
                        .values())
                .containsExactlyElementsOf(
                        change.stream().map(SignedOutput::signature).toList());
        assertThat(test.count("blind_signature")).isEqualTo(2);
        assertThat(test.count("melt_request")).isZero();
        assertThat(test.sums()).isEqualTo(test.sumsByRows()).last().isEqualTo(0L);
        assertThat(reservations.of(operation, "quote")).isEmpty();
    }

    @Test
    void givesThemBackAsIfNothingHadBeen() {
        var before = test.sums();
        var held = reservations.of(reserve(), "quote").orElseThrow();

        database.transactions().write(() -> reservations.release(held));

        assertThat(states()).containsOnly(ProofState.UNSPENT);
        assertThat(test.count("blind_signature")).isZero();
        assertThat(test.count("melt_request")).isZero();
        assertThat(test.count("completed_operations")).isZero();
        assertThat(test.sums()).isEqualTo(before);
    }

    @Test
    void refusesToReleaseWhatIsSettled() {
        var held = reservations.of(reserve(), "quote").orElseThrow();
        database.transactions().write(() -> reservations.settle(held, FEES, change, PAYMENT));

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> database.transactions().write(() -> reservations.release(held)));
        assertThat(states()).containsOnly(ProofState.SPENT);
    }

    @Test
    void refusesInputsThatAreSpentOrHeldAndOutputsInUse() {
        reserve();

        assertRefused(inputs, List.of(), ErrorCode.PROOFS_PENDING);
        assertRefused(fresh(), blanks, ErrorCode.OUTPUTS_PENDING);
        var held = reservations.of(find(), "quote").orElseThrow();
        database.transactions().write(() -> reservations.settle(held, FEES, change, PAYMENT));
        assertRefused(inputs, List.of(), ErrorCode.PROOFS_SPENT);
        assertRefused(fresh(), blanks, ErrorCode.OUTPUTS_SIGNED);
        assertThat(test.sums()).isEqualTo(test.sumsByRows());
    }

    @Test
    void spendsAtOnceForAPaymentInsideTheMint() {
        var operation = test.ledger().newOperation();

        database.transactions().write(() -> reservations.spend(operation, "quote", inputs, change, PAYMENT));

        assertThat(states()).containsOnly(ProofState.SPENT);
        assertThat(test.sums()).isEqualTo(test.sumsByRows());
        assertThat(test.replays.melted("quote", inputs.proofs(), blanks))
                .contains(change.stream().map(SignedOutput::signature).toList());
    }

    @Test
    void answersACompletedMeltAgain() {
        var held = reservations.of(reserve(), "quote").orElseThrow();
        assertThat(test.replays.melted("quote", inputs.proofs(), blanks)).isEmpty();
        database.transactions().write(() -> reservations.settle(held, FEES, change, PAYMENT));

        assertThat(test.replays.melted("quote", inputs.proofs(), blanks.reversed()))
                .contains(
                        change.reversed().stream().map(SignedOutput::signature).toList());
        assertThat(test.replays.melted("quote", inputs.proofs().subList(0, 1), blanks))
                .isEmpty();
        assertThat(test.replays.melted("quote", inputs.proofs(), List.of())).isEmpty();
    }

    @Test
    void closesAKeysetOfWhichMoreWouldBeRedeemedThanIssued() throws Exception {
        var forged = new Inputs(List.of(input(TestLedger.OTHER_KEYSET, 8)), Unit.SAT, Amount.of(8), Map.of());

        assertRefused(forged, List.of(), ErrorCode.KEYSET_INACTIVE);

        assertThat(test.closed.poll(10, TimeUnit.SECONDS)).isEqualTo(TestLedger.OTHER_KEYSET);
        assertThat(test.count("proof")).isZero();
    }

    @Test
    void asksForAnOpenTransaction() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> reservations.reserve(test.ledger().newOperation(), "quote", inputs, blanks));
    }

    private OperationId reserve() {
        var operation = test.ledger().newOperation();
        database.transactions().run(() -> reservations.reserve(operation, "quote", inputs, blanks));
        return operation;
    }

    private OperationId find() {
        return OperationId.parse(database.jdbc()
                .sql("SELECT DISTINCT operation_id FROM proof")
                .query((row, _) -> row.getString(1))
                .single());
    }

    private void assertRefused(Inputs refused, List<BlindedMessage> outputs, ErrorCode code) {
        var operation = test.ledger().newOperation();
        assertThatExceptionOfType(CashuException.class)
                .isThrownBy(() ->
                        database.transactions().run(() -> reservations.reserve(operation, "quote", refused, outputs)))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    private List<ProofState> states() {
        return test.ledger().states(inputs.ys()).stream().map(KnownProof::state).toList();
    }

    private static Inputs fresh() {
        return new Inputs(List.of(input(KEYSET, 8)), Unit.SAT, Amount.of(8), FEES);
    }

    /// Wallets write any amount on a blank output.
    private static BlindedMessage blank(SignedOutput output) {
        return new BlindedMessage(Amount.ONE, KEYSET, output.blindedSecret());
    }
}
