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
        this.reservations = test.reservations;
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void reservesInputsUntilTheMeltIsDecided() {
        var reservation = reserve();

        assertThat(states()).containsOnly(ProofState.PENDING);
        assertThat(test.sums()).isEqualTo(test.sumsByRows()).last().isEqualTo(16L);
        assertThat(reservations.unsignedOutputs(reservation.operation())).isEqualTo(blanks);
        var reserved = database.transactions().write(() -> reservations.lock(reservation));
        assertThat(reserved.sum()).isEqualTo(Amount.of(16));
        assertThat(reserved.keysets()).containsExactly(KEYSET, KEYSET);
        assertThat(reservations.isOf(reservation, inputs.ys())).isTrue();
        assertThat(published()).containsExactly(ProofState.PENDING);
    }

    @Test
    void spendsThemAndSignsTheChange() {
        var reservation = reserve();

        settle(reservation);

        assertThat(states()).containsOnly(ProofState.SPENT);
        assertThat(published()).containsExactly(ProofState.PENDING, ProofState.SPENT);
        assertThat(reservations.isSpent(reservation)).isTrue();
        assertThat(test.ledger()
                        .signatures(blanks.stream()
                                .map(BlindedMessage::blindedSecret)
                                .toList())
                        .values())
                .containsExactlyElementsOf(
                        change.stream().map(SignedOutput::signature).toList());
        assertThat(test.count("blind_signature")).isEqualTo(2);
        assertThat(test.sums()).isEqualTo(test.sumsByRows()).last().isEqualTo(0L);
        assertThat(reservations.unsignedOutputs(reservation.operation())).isEmpty();
    }

    @Test
    void releasesThemAsIfNothingHadBeen() {
        var before = test.sums();
        var reservation = reserve();

        database.transactions().run(() -> reservations.release(reservations.lock(reservation)));

        assertThat(states()).containsOnly(ProofState.UNSPENT);
        assertThat(test.count("blind_signature")).isZero();
        assertThat(test.count("completed_operations")).isZero();
        assertThat(test.sums()).isEqualTo(before);
        assertThat(published()).containsExactly(ProofState.PENDING, ProofState.UNSPENT);
    }

    @Test
    void refusesToReleaseWhatIsSettled() {
        var reservation = reserve();
        var locked = database.transactions().write(() -> reservations.lock(reservation));
        settle(reservation);

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> database.transactions().run(() -> reservations.release(locked)));
        assertThat(states()).containsOnly(ProofState.SPENT);
    }

    @Test
    void tellsNobodyOfWhatIsRolledBack() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> database.transactions().run(() -> {
                    reservations.reserve(reservation(), inputs, blanks);
                    throw new IllegalStateException("rolled back");
                }));

        assertThat(states()).containsOnly(ProofState.UNSPENT);
        assertThat(published()).isEmpty();
    }

    @Test
    void signsTheChangeOfWhatWasSpentBefore() {
        var reservation = reserve();
        database.transactions().run(() -> reservations.spend(reservations.lock(reservation), FEES));
        assertThat(states()).containsOnly(ProofState.SPENT);
        assertThat(test.count("completed_operations")).isZero();

        database.transactions().run(() -> reservations.complete(reservation, Amount.ONE, change, PAYMENT));

        assertThat(test.count("blind_signature")).isEqualTo(2);
        assertThat(test.sums()).isEqualTo(test.sumsByRows());
        assertThat(test.replays.melted("quote", inputs.proofs(), blanks))
                .contains(change.stream().map(SignedOutput::signature).toList());
    }

    @Test
    void refusesInputsThatAreSpentOrReservedAndOutputsInUse() {
        var reservation = reserve();

        assertRefused(inputs, List.of(), ErrorCode.PROOFS_PENDING);
        assertRefused(fresh(), blanks, ErrorCode.OUTPUTS_PENDING);
        settle(reservation);
        assertRefused(inputs, List.of(), ErrorCode.PROOFS_SPENT);
        assertRefused(fresh(), blanks, ErrorCode.OUTPUTS_SIGNED);
        assertThat(test.sums()).isEqualTo(test.sumsByRows());
    }

    @Test
    void spendsAtOnceForAPaymentInsideTheMint() {
        database.transactions().run(() -> reservations.spendDirectly(reservation(), inputs, change, PAYMENT));

        assertThat(states()).containsOnly(ProofState.SPENT);
        assertThat(test.sums()).isEqualTo(test.sumsByRows());
        assertThat(test.replays.melted("quote", inputs.proofs(), blanks))
                .contains(change.stream().map(SignedOutput::signature).toList());
    }

    @Test
    void answersACompletedMeltAgain() {
        var reservation = reserve();
        assertThat(test.replays.melted("quote", inputs.proofs(), blanks)).isEmpty();
        settle(reservation);

        assertThat(test.replays.melted("quote", inputs.proofs(), blanks.reversed()))
                .contains(
                        change.reversed().stream().map(SignedOutput::signature).toList());
        assertThat(test.replays.melted("quote", inputs.proofs().subList(0, 1), blanks))
                .isEmpty();
        assertThat(test.replays.melted("quote", inputs.proofs(), List.of())).isEmpty();
    }

    @Test
    void closesAKeysetOfWhichMoreWouldBeRedeemedThanIssued() throws Exception {
        var forged = new Inputs(List.of(input(TestBook.OTHER_KEYSET, 8)), Unit.SAT, Amount.of(8), Map.of());

        assertRefused(forged, List.of(), ErrorCode.KEYSET_INACTIVE);

        assertThat(test.closed.poll(10, TimeUnit.SECONDS)).isEqualTo(TestBook.OTHER_KEYSET);
        assertThat(test.count("proof")).isZero();
    }

    @Test
    void asksForAnOpenTransaction() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> reservations.reserve(reservation(), inputs, blanks));
    }

    private Reservation reserve() {
        var reservation = reservation();
        database.transactions().run(() -> reservations.reserve(reservation, inputs, blanks));
        return reservation;
    }

    private Reservation reservation() {
        return Reservation.ofMelt(test.newOperation(), "quote");
    }

    private void settle(Reservation reservation) {
        database.transactions().run(() -> reservations.settle(reservations.lock(reservation), FEES, change, PAYMENT));
    }

    private List<ProofState> published() {
        return test.events.stream()
                .map(event -> ((ProofsChanged) event).proofs().getFirst().state())
                .toList();
    }

    private void assertRefused(Inputs refused, List<BlindedMessage> outputs, ErrorCode code) {
        assertThatExceptionOfType(CashuException.class)
                .isThrownBy(
                        () -> database.transactions().run(() -> reservations.reserve(reservation(), refused, outputs)))
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
