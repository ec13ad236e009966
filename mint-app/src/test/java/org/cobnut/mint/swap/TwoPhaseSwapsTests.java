package org.cobnut.mint.swap;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.BlindSignature;
import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.cashu.KeysetId;
import org.cobnut.cashu.Proof;
import org.cobnut.cashu.ProofState;
import org.cobnut.cashu.Unit;
import org.cobnut.mint.keyset.Keysets;
import org.cobnut.mint.keyset.TestKeysets;
import org.cobnut.mint.ledger.BlindedOutputs;
import org.cobnut.mint.ledger.Inputs;
import org.cobnut.mint.ledger.KeysetSums;
import org.cobnut.mint.ledger.KnownProof;
import org.cobnut.mint.ledger.Operation;
import org.cobnut.mint.ledger.OperationId;
import org.cobnut.mint.ledger.ProofsChanged;
import org.cobnut.mint.ledger.SignedOutput;
import org.cobnut.mint.ledger.commit.TestLedger;
import org.cobnut.mint.replica.Replica;
import org.cobnut.mint.replica.TestReplicas;
import org.cobnut.mint.store.OnBothDatabases;
import org.cobnut.mint.store.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.cobnut.mint.ledger.commit.TestLedger.input;
import static org.cobnut.mint.ledger.commit.TestLedger.message;
import static org.cobnut.mint.ledger.commit.TestLedger.output;

/// Swaps in two steps: what each step leaves, and what becomes of it after a crash.
@OnBothDatabases
class TwoPhaseSwapsTests {

    private static final long FUNDS = 1000;

    private final TestDatabase database;
    private final TestLedger test;
    private final Keysets keysets;
    private final KeysetId keyset;
    private final List<Replica> replicas = new ArrayList<>();
    private final ActiveSwaps active = new ActiveSwaps();
    private final TwoPhaseSwaps swaps;
    private final DuplicateSwaps duplicates;
    private final Inputs inputs;
    private final List<SignedOutput> signed;
    private final BlindedOutputs outputs;

    TwoPhaseSwapsTests(TestDatabase database) {
        this.database = database;
        this.test = new TestLedger(database);
        this.keysets = TestKeysets.of(database, "sat");
        this.keyset = keysets.active(Unit.SAT).orElseThrow().id();
        database.transactions().run(() -> {
            for (var table : List.of("replica", "keyset_amounts")) {
                database.jdbc().sql("DELETE FROM " + table).update();
            }
            database.jdbc()
                    .sql("INSERT INTO keyset_amounts (keyset_id, total_issued) VALUES (?, ?)")
                    .params(keyset.hex(), FUNDS)
                    .update();
        });
        this.inputs = inputs(8, 4);
        this.signed = List.of(output(keyset, 8), output(keyset, 4));
        this.outputs = outputs(signed);
        this.swaps = swapsOfAReplica(active);
        this.duplicates = new DuplicateSwaps(test.book, test.reservations, active, TestLedger.SETTINGS);
    }

    @AfterEach
    void close() {
        replicas.forEach(TestReplicas::close);
        test.close();
    }

    @Test
    void reservesTheInputsUntilTheSwapIsCompleted() {
        var id = test.ledger().newOperation();

        try (var reservation = swaps.reserve(id, inputs, outputs)) {
            assertThat(states()).containsOnly(ProofState.PENDING);
            assertThat(sums()).isEqualTo(new KeysetSums(keyset, FUNDS, 0, 0, 12));
            reservation.complete(Operation.swap(id, inputs, outputs, signatures()));
        }

        assertThat(states()).containsOnly(ProofState.SPENT);
        assertThat(stored()).containsExactlyElementsOf(signatures());
        assertThat(sums()).isEqualTo(new KeysetSums(keyset, FUNDS + 12, 12, 0, 0));
        assertThat(test.count("saga_state")).isZero();
        assertThat(test.replays.ofSwap(inputs.proofs(), outputs.messages(), TwoPhaseSwapsTests::spent))
                .isEqualTo(signatures());
        assertThat(published()).containsExactly(ProofState.PENDING, ProofState.SPENT);
    }

    @Test
    void releasesWhatIsNotCompleted() {
        swaps.reserve(test.ledger().newOperation(), inputs, outputs).close();

        assertNothingIsLeft();
        assertThat(published()).containsExactly(ProofState.PENDING, ProofState.UNSPENT);
    }

    @Test
    void refusesWhatIsReservedOrSpentAndReservesNothingThen() {
        var id = test.ledger().newOperation();
        try (var reservation = swaps.reserve(id, inputs, outputs)) {
            refuses(ErrorCode.PROOFS_PENDING, inputs, outputs(List.of(output(keyset, 12))));
            refuses(ErrorCode.OUTPUTS_PENDING, inputs(12), outputs);
            reservation.complete(Operation.swap(id, inputs, outputs, signatures()));
        }

        refuses(ErrorCode.PROOFS_SPENT, inputs, outputs(List.of(output(keyset, 12))));
        refuses(ErrorCode.OUTPUTS_SIGNED, inputs(12), outputs);
        assertThat(test.count("proof")).isEqualTo(2);
        assertThat(test.count("blind_signature")).isEqualTo(2);
        assertThat(test.count("saga_state")).isZero();
        assertThat(sums()).isEqualTo(new KeysetSums(keyset, FUNDS + 12, 12, 0, 0));
    }

    @Test
    void reservesNoMoreOfAKeysetThanWasIssued() throws Exception {
        refuses(ErrorCode.KEYSET_INACTIVE, inputs(FUNDS + 24), outputs);

        assertNothingIsLeft();
        assertThat(test.closed.poll(10, TimeUnit.SECONDS)).isEqualTo(keyset);
    }

    @Test
    void leavesAloneWhatAThreadWorksAt() {
        try (var _ = swaps.reserve(test.ledger().newOperation(), inputs, outputs)) {
            swaps.recoverOwn();
            swaps.recoverOthers();

            assertThat(states()).containsOnly(ProofState.PENDING);
        }
    }

    @Test
    void releasesItsOwnSwapThatNoThreadWorksAt() {
        crash(inputs, outputs);

        swaps.recoverOwn();

        assertNothingIsLeft();
    }

    @Test
    void releasesWhatADeadReplicaHadReservedAndFencesItOff() {
        var id = test.ledger().newOperation();
        var reservation = swaps.reserve(id, inputs, outputs);
        database.transactions()
                .run(() -> database.jdbc()
                        .sql("UPDATE replica SET lease_until = 0")
                        .update());
        var other = swapsOfAReplica(new ActiveSwaps());

        other.recoverOthers();
        other.recoverOwn();

        assertNothingIsLeft();
        assertThatExceptionOfType(CashuException.class)
                .isThrownBy(() -> reservation.complete(Operation.swap(id, inputs, outputs, signatures())))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.UNAVAILABLE));
        reservation.close();
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void spendsWhatIsFoundWithSignedOutputs(boolean hasSaga) {
        foundOfAnotherMint(true, hasSaga);

        swaps.recoverOthers();
        swaps.recoverOwn();

        assertThat(states()).containsOnly(ProofState.SPENT);
        assertThat(stored()).containsExactlyElementsOf(signatures());
        assertThat(sums()).isEqualTo(new KeysetSums(keyset, FUNDS, 12, 0, 0));
        assertThat(test.count("saga_state")).isZero();
        assertThat(test.replays.ofSwap(inputs.proofs(), outputs.messages(), TwoPhaseSwapsTests::spent))
                .isEqualTo(signatures());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void releasesWhatIsFoundWithUnsignedOutputs(boolean hasSaga) {
        foundOfAnotherMint(false, hasSaga);

        swaps.recoverOthers();
        swaps.recoverOwn();

        assertNothingIsLeft();
    }

    @Test
    void goesOnAfterASwapThatCannotBeEnded() {
        crash(inputs, outputs);
        crash(inputs(3), outputs(List.of(output(keyset, 3))));
        database.transactions()
                .run(() -> database.jdbc()
                        .sql("UPDATE keyset_amounts SET total_reserved = 3")
                        .update());

        swaps.recoverOwn();

        assertThat(test.count("saga_state")).isEqualTo(1);
        assertThat(states()).containsOnly(ProofState.PENDING);
    }

    @Test
    void aDuplicateWaitsForTheFirstAndIsAnsweredAlike() throws Exception {
        var id = test.ledger().newOperation();
        var refused = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var reservation = swaps.reserve(id, inputs, outputs)) {
            var duplicate = threads.submit(() -> carryOut(inputs.proofs(), outputs, () -> {
                refused.countDown();
                throw new CashuException(ErrorCode.PROOFS_PENDING);
            }));
            assertThat(refused.await(10, TimeUnit.SECONDS)).isTrue();

            reservation.complete(Operation.swap(id, inputs, outputs, signatures()));

            assertThat(duplicate.get(10, TimeUnit.SECONDS)).isEqualTo(signatures());
        }
    }

    @Test
    void aDuplicateIsCarriedOutWhenTheFirstIsReleased() throws Exception {
        var refused = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var reservation = swaps.reserve(test.ledger().newOperation(), inputs, outputs);
            var duplicate = threads.submit(() -> carryOut(inputs.proofs(), outputs, () -> {
                if (refused.getCount() == 0) {
                    return signatures();
                }
                refused.countDown();
                throw new CashuException(ErrorCode.PROOFS_PENDING);
            }));
            assertThat(refused.await(10, TimeUnit.SECONDS)).isTrue();

            reservation.close();

            assertThat(duplicate.get(10, TimeUnit.SECONDS)).isEqualTo(signatures());
        }
    }

    @Test
    void aRequestThatIsTheSameInPartIsNoDuplicate() {
        try (var _ = swaps.reserve(test.ledger().newOperation(), inputs, outputs)) {
            var other = outputs(List.of(signed.getFirst(), output(keyset, 4)));

            assertThatExceptionOfType(CashuException.class)
                    .isThrownBy(() -> carryOut(inputs.proofs(), other, TwoPhaseSwapsTests::pending))
                    .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.PROOFS_PENDING));
            assertThatExceptionOfType(CashuException.class)
                    .isThrownBy(() -> carryOut(
                            inputs.proofs().subList(0, 1), outputs(signed.subList(0, 1)), TwoPhaseSwapsTests::pending))
                    .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.PROOFS_PENDING));
        }
    }

    /// A swap of this replica without a thread.
    private OperationId crash(Inputs given, BlindedOutputs asked) {
        var id = test.ledger().newOperation();
        swaps.reserve(id, given, asked);
        active.end(id);
        return id;
    }

    private void foundOfAnotherMint(boolean isSigned, boolean hasSaga) {
        var id = crash(inputs, outputs);
        if (isSigned) {
            test.sign(id, signed);
        }
        database.transactions().run(() -> {
            database.jdbc()
                    .sql(
                            hasSaga
                                    ? "UPDATE saga_state SET replica_id = NULL, epoch = 0 WHERE operation_id = ?"
                                    : "DELETE FROM saga_state WHERE operation_id = ?")
                    .param(id.toString())
                    .update();
        });
    }

    private void assertNothingIsLeft() {
        for (var table : List.of("proof", "blind_signature", "saga_state", "completed_operations")) {
            assertThat(test.count(table)).as(table).isZero();
        }
        assertThat(sums()).isEqualTo(new KeysetSums(keyset, FUNDS, 0, 0, 0));
    }

    private void refuses(ErrorCode code, Inputs given, BlindedOutputs asked) {
        assertThatExceptionOfType(CashuException.class)
                .isThrownBy(() -> swaps.reserve(test.ledger().newOperation(), given, asked))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    private TwoPhaseSwaps swapsOfAReplica(ActiveSwaps activeSwaps) {
        var replica = TestReplicas.another(database);
        replicas.add(replica);
        var sagas = new SwapSagas(database.jdbc(), replica, TestReplicas.takeover(database, replica), database.clock());
        return new TwoPhaseSwaps(database.transactions(), sagas, test.reservations, activeSwaps, keysets);
    }

    /// As [Swap] does it.
    private List<BlindSignature> carryOut(
            List<Proof> proofs, BlindedOutputs asked, Supplier<List<BlindSignature>> work) {
        return duplicates.waitForSameSwap(
                proofs, asked.messages(), () -> test.replays.ofSwap(proofs, asked.messages(), work));
    }

    private Inputs inputs(long... amounts) {
        var list = java.util.Arrays.stream(amounts)
                .mapToObj(amount -> input(keyset, amount))
                .toList();
        var sum = Amount.of(java.util.Arrays.stream(amounts).sum());
        return new Inputs(list, Unit.SAT, sum, Map.of(keyset, Amount.ZERO));
    }

    private static BlindedOutputs outputs(List<SignedOutput> outputs) {
        var messages = outputs.stream().map(output -> message(output)).toList();
        return new BlindedOutputs(
                messages,
                Unit.SAT,
                Amount.sum(messages.stream().map(message -> message.amount()).toList()));
    }

    private List<BlindSignature> signatures() {
        return signed.stream().map(SignedOutput::signature).toList();
    }

    private List<BlindSignature> stored() {
        return List.copyOf(test.ledger()
                .signatures(signed.stream().map(SignedOutput::blindedSecret).toList())
                .values());
    }

    private List<ProofState> states() {
        return test.ledger().states(inputs.ys()).stream().map(KnownProof::state).toList();
    }

    private List<ProofState> published() {
        return test.events.stream()
                .map(event -> ((ProofsChanged) event).proofs().getFirst().state())
                .toList();
    }

    private KeysetSums sums() {
        return database.jdbc()
                .sql("SELECT total_issued, total_redeemed, fee_collected, total_reserved FROM keyset_amounts"
                        + " WHERE keyset_id = ?")
                .param(keyset.hex())
                .query((row, _) ->
                        new KeysetSums(keyset, row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)))
                .single();
    }

    private static List<BlindSignature> spent() {
        throw new CashuException(ErrorCode.PROOFS_SPENT);
    }

    private static List<BlindSignature> pending() {
        throw new CashuException(ErrorCode.PROOFS_PENDING);
    }
}
