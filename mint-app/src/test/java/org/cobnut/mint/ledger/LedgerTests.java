package org.cobnut.mint.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.cobnut.cashu.Amount;
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
import static org.cobnut.mint.ledger.commit.TestLedger.output;

@OnBothDatabases
class LedgerTests {

    private final TestDatabase database;
    private final TestLedger test;

    LedgerTests(TestDatabase database) {
        this.database = database;
        this.test = new TestLedger(database);
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void writesASwapWhole() {
        var swap = test.swap();

        test.ledger().commit(swap);

        var y = swap.inputs().getFirst().y();
        assertThat(test.ledger().states(List.of(y))).containsExactly(new KnownProof(y, ProofState.SPENT, null));
        assertThat(signatures(swap))
                .containsExactlyElementsOf(
                        swap.outputs().stream().map(SignedOutput::signature).toList());
        assertThat(test.count("completed_operations")).isEqualTo(1);
        assertThat(test.sums()).isEqualTo(test.sumsByRows());
        assertThat(test.events).containsExactly(new ProofsChanged(List.of(new KnownProof(y, ProofState.SPENT, null))));
    }

    @Test
    void refusesSpentProofsAndLeavesNothingBehind() {
        var spent = input(KEYSET, 4);
        test.ledger().commit(test.swap(List.of(spent), List.of(output(KEYSET, 3))));
        var second = test.swap(List.of(spent, input(KEYSET, 4)), List.of(output(KEYSET, 7)));

        assertRefused(second, ErrorCode.PROOFS_SPENT);

        assertThat(signatures(second)).isEmpty();
        assertThat(test.count("proof")).isEqualTo(1);
        assertThat(test.count("completed_operations")).isEqualTo(1);
        assertThat(test.sums()).isEqualTo(test.sumsByRows());
    }

    @Test
    void refusesProofsThatAMeltHasReserved() {
        var reserved = input(KEYSET, 4);
        var row = new ProofRow(
                reserved.y(),
                reserved.proof(),
                ProofState.PENDING,
                "quote",
                OperationKind.MELT,
                test.ledger().newOperation());
        database.transactions()
                .run(() -> test.writer.addProofs(List.of(row), database.clock().instant()));

        assertRefused(test.swap(List.of(reserved), List.of(output(KEYSET, 3))), ErrorCode.PROOFS_PENDING);
    }

    @Test
    void refusesOutputsThatAreSignedOrAboutToBe() {
        var signed = output(KEYSET, 3);
        var blank = output(KEYSET, 3);
        test.ledger().commit(test.swap(List.of(input(KEYSET, 4)), List.of(signed)));
        var row = new SignatureRow(
                blank.blindedSecret(),
                blank.signature().amount(),
                KEYSET,
                null,
                "quote",
                OperationKind.MELT,
                test.ledger().newOperation(),
                0);
        database.transactions()
                .run(() ->
                        test.writer.addSignatures(List.of(row), database.clock().instant()));

        assertRefused(test.swap(List.of(input(KEYSET, 4)), List.of(signed)), ErrorCode.OUTPUTS_SIGNED);
        assertRefused(test.swap(List.of(input(KEYSET, 4)), List.of(blank)), ErrorCode.OUTPUTS_PENDING);
        assertThat(test.count("proof")).isEqualTo(1);
        assertThat(test.ledger().signatures(List.of(blank.blindedSecret()))).isEmpty();
    }

    @Test
    void issuesAQuoteOnceHoweverManyAskAtOnce() throws Exception {
        database.transactions().run(() -> test.issuance.addPaid("paid", 10));
        var mints = IntStream.range(0, 32)
                .mapToObj(_ -> test.mint("paid", List.of(output(KEYSET, 8))))
                .toList();

        var outcomes = atOnce(mints);

        assertThat(outcomes.stream().filter("won"::equals)).hasSize(1);
        assertThat(outcomes.stream().filter("QUOTE_ISSUED"::equals)).hasSize(31);
        assertThat(test.issuance.issued("paid")).isEqualTo(8);
        assertThat(test.count("blind_signature")).isEqualTo(1);
        assertThat(test.count("mint_quote_issued")).isEqualTo(1);
    }

    @Test
    void hasOneWinnerForEachProofInAStormOfDoubleSpends() throws Exception {
        int proofs = 200;
        int rivals = 6;
        var swaps = new ArrayList<Operation>();
        for (int i = 0; i < proofs; i++) {
            var contested = input(KEYSET, 4);
            var own = input(KEYSET, 4);
            for (int rival = 0; rival < rivals; rival++) {
                var inputs = rival % 2 == 0 ? List.of(contested, own) : List.of(own, contested);
                swaps.add(test.swap(inputs, List.of(output(KEYSET, 7))));
            }
        }
        java.util.Collections.shuffle(swaps, new java.util.Random(1));

        var outcomes = atOnce(swaps);

        assertThat(outcomes.stream().filter("won"::equals)).hasSize(proofs);
        assertThat(outcomes.stream().filter("PROOFS_SPENT"::equals)).hasSize(proofs * (rivals - 1));
        assertThat(test.count("proof")).isEqualTo(2L * proofs);
        assertThat(test.count("blind_signature")).isEqualTo(proofs);
        assertThat(test.count("completed_operations")).isEqualTo(proofs);
        assertThat(test.sums()).isEqualTo(test.sumsByRows());
    }

    @Test
    void hasOneWinnerWhenTwoReplicasSpendTheSameProofs() throws Exception {
        var other = test.ofAnotherReplica();
        var work = new ArrayList<Callable<String>>();
        for (int i = 0; i < 200; i++) {
            var contested = List.of(input(KEYSET, 4), input(KEYSET, 4));
            var here = test.swap(contested, List.of(output(KEYSET, 7)));
            var there = test.swap(contested.reversed(), List.of(output(KEYSET, 7)));
            work.add(() -> outcome(() -> test.ledger().commit(here)));
            work.add(() -> outcome(() -> other.commit(there)));
        }

        var outcomes = run(work);

        assertThat(outcomes.stream().filter("won"::equals)).hasSize(200);
        assertThat(outcomes.stream().filter("PROOFS_SPENT"::equals)).hasSize(200);
        assertThat(test.sums()).isEqualTo(test.sumsByRows());
    }

    @Test
    void asksNothingAboutInputsThatNothingIsWrongWith() {
        var inputs = inputs(input(KEYSET, 4));

        assertThat(database.statementsOf(() -> assertThat(test.ledger().checkUnspent(inputs, () -> "sound"))
                        .isEqualTo("sound")))
                .isEmpty();
    }

    @Test
    void refusesSpentInputsAsSpentWhateverElseIsWrong() {
        var spent = input(KEYSET, 4);
        test.ledger().commit(test.swap(List.of(spent), List.of(output(KEYSET, 3))));

        assertThatExceptionOfType(CashuException.class)
                .isThrownBy(() -> test.ledger().checkUnspent(inputs(spent), LedgerTests::unbalanced))
                .matches(refusal -> refusal.code() == ErrorCode.PROOFS_SPENT);
        assertThatExceptionOfType(CashuException.class)
                .isThrownBy(() -> test.ledger().checkUnspent(inputs(input(KEYSET, 4)), LedgerTests::unbalanced))
                .matches(refusal -> refusal.code() == ErrorCode.UNBALANCED);
    }

    @Test
    void looksBeforeOthersWorkWhileSomebodySpendsTwice() {
        var spent = input(KEYSET, 4);
        test.ledger().commit(test.swap(List.of(spent), List.of(output(KEYSET, 3))));
        assertRefused(test.swap(List.of(spent), List.of(output(KEYSET, 3))), ErrorCode.PROOFS_SPENT);

        assertThatExceptionOfType(CashuException.class)
                .isThrownBy(() -> test.ledger().checkUnspent(inputs(spent), () -> {
                    throw new AssertionError("this is what must not be worked for");
                }))
                .matches(refusal -> refusal.code() == ErrorCode.PROOFS_SPENT);
    }

    @Test
    void answersStatesInTheirOrderWithDuplicates() {
        var swap = test.swap();
        test.ledger().commit(swap);
        var spent = swap.inputs().getFirst().y();
        var unknown = TestLedger.point();

        var states = test.ledger().states(List.of(unknown, spent, unknown, spent));

        assertThat(states.stream().map(KnownProof::state))
                .containsExactly(ProofState.UNSPENT, ProofState.SPENT, ProofState.UNSPENT, ProofState.SPENT);
    }

    @Test
    void asksNothingForEmptyLists() {
        var executed = database.statementsOf(() -> {
            assertThat(test.ledger().states(List.of())).isEmpty();
            assertThat(test.ledger().signatures(List.of())).isEmpty();
        });

        assertThat(executed).isEmpty();
    }

    @Test
    void asksOneStatementForAThousand() {
        var points = Stream.generate(TestLedger::point).limit(1000).toList();

        assertThat(database.statementsOf(() -> test.ledger().states(points)))
                .containsOnly(Map.entry("select proof", 1L));
        assertThat(database.statementsOf(() -> test.ledger().signatures(points)))
                .containsOnly(Map.entry("select blind_signature", 1L));
    }

    @Test
    void isNeverLockedWhileManyWriteAndMoreRead() throws Exception {
        var swaps = IntStream.range(0, 40)
                .mapToObj(_ -> test.swap(
                        List.of(input(KEYSET, 250)),
                        Stream.generate(() -> output(KEYSET, 1)).limit(249).toList()))
                .toList();
        var work = new ArrayList<Callable<String>>();
        swaps.forEach(swap -> work.add(() -> outcome(swap)));
        for (int poller = 0; poller < 100; poller++) {
            work.add(() -> {
                for (int i = 0; i < 20; i++) {
                    test.ledger()
                            .states(List.of(swaps.get(i).inputs().getFirst().y()));
                }
                return "won";
            });
        }

        assertThat(run(work)).containsOnly("won");
    }

    private static Inputs inputs(Input input) {
        return new Inputs(List.of(input), Unit.SAT, input.proof().amount(), Map.of(KEYSET, Amount.ZERO));
    }

    private static Object unbalanced() {
        throw new CashuException(ErrorCode.UNBALANCED);
    }

    private List<String> atOnce(List<Operation> operations) throws Exception {
        return run(operations.stream()
                .<Callable<String>>map(operation -> () -> outcome(operation))
                .toList());
    }

    private String outcome(Operation operation) {
        return outcome(() -> test.ledger().commit(operation));
    }

    private static String outcome(Runnable commit) {
        try {
            commit.run();
            return "won";
        } catch (CashuException refusal) {
            return refusal.code().name();
        }
    }

    private static List<String> run(List<Callable<String>> work) throws Exception {
        var outcomes = new ArrayList<String>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<String> future : threads.invokeAll(work)) {
                outcomes.add(future.get());
            }
        }
        return outcomes;
    }

    private List<org.cobnut.cashu.BlindSignature> signatures(Operation operation) {
        return List.copyOf(test.ledger()
                .signatures(operation.outputs().stream()
                        .map(SignedOutput::blindedSecret)
                        .toList())
                .values());
    }

    private void assertRefused(Operation operation, ErrorCode code) {
        assertThatExceptionOfType(CashuException.class)
                .isThrownBy(() -> test.ledger().commit(operation))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
