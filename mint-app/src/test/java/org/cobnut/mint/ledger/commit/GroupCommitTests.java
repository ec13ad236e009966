package org.cobnut.mint.ledger.commit;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.cashu.ProofState;
import org.cobnut.cashu.crypto.Point;
import org.cobnut.mint.ledger.BookReader;
import org.cobnut.mint.ledger.Input;
import org.cobnut.mint.ledger.Operation;
import org.cobnut.mint.ledger.OperationKind;
import org.cobnut.mint.ledger.ProofRow;
import org.cobnut.mint.store.OnBothDatabases;
import org.cobnut.mint.store.PostgresDialect;
import org.cobnut.mint.store.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.cobnut.mint.ledger.commit.TestLedger.KEYSET;
import static org.cobnut.mint.ledger.commit.TestLedger.OTHER_KEYSET;
import static org.cobnut.mint.ledger.commit.TestLedger.SETTINGS;
import static org.cobnut.mint.ledger.commit.TestLedger.input;
import static org.cobnut.mint.ledger.commit.TestLedger.output;

/// The five rules of [GroupCommit], and what a group costs.
@OnBothDatabases
class GroupCommitTests {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final TestDatabase database;
    private final TestLedger test;
    private final GroupCommit groups;

    GroupCommitTests(TestDatabase database) {
        this.database = database;
        this.test = new TestLedger(database);
        this.groups = test.groups(test.book);
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void costsTheSameStatementsHoweverManyOperationsItHolds() {
        database.transactions().run(() -> test.issuance.addPaid("paid", 10));
        var one = List.of(test.swap());
        var many = Stream.generate(test::swap).limit(250).toList();

        var forOne = database.statementsOf(() -> commit(one));
        var forMany = database.statementsOf(() -> commit(many));

        assertThat(forMany).isEqualTo(forOne).containsEntry("commit", 1L);
        assertThat(sum(forOne)).isLessThanOrEqualTo(database.dialect() instanceof PostgresDialect ? 6 : 7);
    }

    @Test
    void costsTheSameStatementsForAThousandProofs() {
        var large = test.swap(
                Stream.generate(() -> input(KEYSET, 1)).limit(1000).toList(),
                Stream.generate(() -> output(KEYSET, 1)).limit(1000).toList());

        assertThat(database.statementsOf(() -> commit(List.of(large))))
                .isEqualTo(database.statementsOf(() -> commit(List.of(test.swap()))));
    }

    @Test
    void letsAPoisonedOperationFailAlone() {
        var poison = new Operation(
                test.ledger().newOperation(),
                OperationKind.SWAP,
                List.of(input(OTHER_KEYSET, 4)), // of a keyset that has issued nothing
                Map.of(),
                List.of(output(KEYSET, 4)),
                List.of());
        var good = List.of(test.swap(), test.swap());
        var queued = queued(List.of(good.get(0), poison, good.get(1)));

        groups.commit(queued);

        assertCommitted(queued.get(0));
        assertRefused(queued.get(1), ErrorCode.KEYSET_INACTIVE);
        assertThat(test.closed).containsExactly(OTHER_KEYSET);
        assertCommitted(queued.get(2));
        assertThat(test.count("proof")).isEqualTo(2);
        assertThat(test.sums()).isEqualTo(test.sumsByRows());
    }

    @Test
    void triesTheWholeGroupAgainAfterADeadlock() {
        var tries = failBeforeClaim(1, () -> new CannotAcquireLockException("test", new SQLException("", "40P01", 5)));

        var queued = queued(List.of(test.swap(), paidMint()));
        groups.commit(queued);

        queued.forEach(GroupCommitTests::assertCommitted);
        assertThat(tries).hasValue(2);
        assertThat(test.sums()).isEqualTo(test.sumsByRows());
    }

    @Test
    void answersUnavailableWhenTheDatabaseStaysBusy() {
        var tries = failBeforeClaim(99, () -> new CannotAcquireLockException("test", new SQLException("", "55P03", 5)));

        var queued = queued(List.of(test.swap(), paidMint()));
        groups.commit(queued);

        queued.forEach(member -> assertRefused(member, ErrorCode.UNAVAILABLE));
        assertThat(tries).hasValue(SETTINGS.attempts());
        assertThat(test.count("proof")).isZero();
    }

    @Test
    void findsOutThatACommitHappenedWhoseAnswerWasLost() {
        var first = new AtomicBoolean(true);
        var ofMore = paidMint();
        database.transactions().run(() -> test.issuance.addPaid("just enough", 8));
        var ofAll = test.mint("just enough", List.of(output(KEYSET, 8)));
        test.issuance.beforeClaim(() -> {
            if (first.getAndSet(false)) {
                loseTheAnswerOfThisCommit();
            }
        });

        var queued = queued(List.of(test.swap(), ofMore, ofAll));
        groups.commit(queued);

        queued.forEach(GroupCommitTests::assertCommitted);
        assertThat(test.count("completed_operations")).isEqualTo(3);
        assertThat(test.issuance.issued("paid")).isEqualTo(8);
        assertThat(test.issuance.issued("just enough")).isEqualTo(8);
        assertThat(test.sums()).isEqualTo(test.sumsByRows());
    }

    @Test
    void writesAgainWhatALostConnectionTookWithIt() {
        failBeforeClaim(1, () -> new DataAccessResourceFailureException("test", new SQLException("", "08006", 10)));

        var queued = queued(List.of(test.swap(), paidMint()));
        groups.commit(queued);

        queued.forEach(GroupCommitTests::assertCommitted);
        assertThat(test.count("completed_operations")).isEqualTo(2);
    }

    @Test
    void triesALoserAgainWhoseRivalIsGone() {
        var contested = input(KEYSET, 4);
        reserve(contested);
        var forgetful = test.groups(new BookReader(database.jdbc(), database.dialect()) {
            @Override
            public Map<Point, ProofEntry> proofs(Collection<Point> ys) {
                database.transactions()
                        .run(() -> database.jdbc()
                                .sql("DELETE FROM proof WHERE state = 'PENDING'")
                                .update());
                return super.proofs(ys);
            }
        });
        var queued = queued(List.of(test.swap(List.of(contested), List.of(output(KEYSET, 3)))));

        var undecided = forgetful.commit(queued);

        assertThat(undecided).isEqualTo(queued);
        assertThat(forgetful.commit(undecided)).isEmpty();
        assertCommitted(queued.getFirst());
    }

    @Test
    void doesNotTryForEver() {
        var contested = input(KEYSET, 4);
        reserve(contested);
        var blind = test.groups(new BookReader(database.jdbc(), database.dialect()) {
            @Override
            public Map<Point, ProofEntry> proofs(Collection<Point> ys) {
                return Map.of();
            }
        });
        var queued = queued(List.of(test.swap(List.of(contested), List.of(output(KEYSET, 3)))));

        var undecided = queued;
        for (int i = 0; i < 10 && !undecided.isEmpty(); i++) {
            undecided = blind.commit(undecided);
        }

        assertRefused(queued.getFirst(), ErrorCode.UNAVAILABLE);
    }

    @Test
    void answersALoserWhoseRivalCannotBeRead() {
        var spent = input(KEYSET, 4);
        commit(List.of(test.swap(List.of(spent), List.of(output(KEYSET, 3)))));
        var unreadable = test.groups(new BookReader(database.jdbc(), database.dialect()) {
            @Override
            public Map<Point, ProofEntry> proofs(Collection<Point> ys) {
                throw new DataAccessResourceFailureException("test", new SQLException("", "08006", 10));
            }
        });
        var queued = queued(List.of(test.swap(List.of(spent), List.of(output(KEYSET, 3))), test.swap()));

        assertThat(unreadable.commit(queued)).isEmpty();

        assertRefused(queued.get(0), ErrorCode.UNAVAILABLE);
        assertCommitted(queued.get(1));
    }

    @Test
    void looksBeforeItInsertsOnceDoubleSpendsHaveCome() {
        var spent = input(KEYSET, 4);
        commit(List.of(test.swap(List.of(spent), List.of(output(KEYSET, 3)))));
        groups.commit(queued(List.of(test.swap(List.of(spent), List.of(output(KEYSET, 3))))));
        var storm = queued(IntStream.range(0, 20)
                .mapToObj(_ -> test.swap(List.of(spent), List.of(output(KEYSET, 3))))
                .toList());

        var executed = database.statementsOf(() -> groups.commit(storm));

        assertThat(executed).containsOnly(Map.entry("select proof", 1L));
        storm.forEach(member -> assertRefused(member, ErrorCode.PROOFS_SPENT));
    }

    @Test
    void stopsLookingWhenNobodyLoses() {
        var spent = input(KEYSET, 4);
        commit(List.of(test.swap(List.of(spent), List.of(output(KEYSET, 3)))));
        groups.commit(queued(List.of(test.swap(List.of(spent), List.of(output(KEYSET, 3))))));
        commit(List.of(test.swap()));

        assertThat(database.statementsOf(() -> commit(List.of(test.swap())))).doesNotContainKey("select proof");
    }

    @Test
    void refusesMintsOfAQuoteThatDoesNotYield() {
        database.transactions().run(() -> test.issuance.addPaid("paid", 7));
        var queued = queued(List.of(test.swap(), test.mint("paid", List.of(output(KEYSET, 8)))));

        groups.commit(queued);

        assertCommitted(queued.get(0));
        assertRefused(queued.get(1), ErrorCode.QUOTE_ISSUED);
        assertThat(test.issuance.issued("paid")).isZero();
        assertThat(test.count("blind_signature")).isEqualTo(2);
    }

    @Test
    void keepsRivalsApart() {
        var contested = input(KEYSET, 4);
        var waiting = new ArrayList<>(queued(List.of(
                test.swap(List.of(contested), List.of(output(KEYSET, 3))),
                test.swap(List.of(contested), List.of(output(KEYSET, 3))),
                test.swap(),
                test.mint("a", List.of(output(KEYSET, 1))),
                test.mint("a", List.of(output(KEYSET, 1))))));

        var first = Group.takeFrom(waiting, 256, 2000);

        assertThat(first).hasSize(3);
        assertThat(waiting).hasSize(2);
    }

    @Test
    void boundsAGroupByOperationsAndRows() {
        var small = new ArrayList<>(queued(Stream.generate(test::swap).limit(10).toList()));
        var large = new ArrayList<>(queued(List.of(
                test.swap(
                        List.of(input(KEYSET, 100)),
                        Stream.generate(() -> output(KEYSET, 1)).limit(99).toList()),
                test.swap())));

        assertThat(Group.takeFrom(small, 4, 2000)).hasSize(4);
        assertThat(Group.takeFrom(small, 256, 6)).hasSize(2);
        assertThat(Group.takeFrom(large, 256, 50)).hasSize(1);
        assertThat(Group.takeFrom(large, 256, 50)).hasSize(1);
    }

    private void reserve(Input input) {
        var row = new ProofRow(
                input.y(),
                input.proof(),
                ProofState.PENDING,
                "quote",
                OperationKind.MELT,
                test.ledger().newOperation());
        database.transactions()
                .run(() -> test.writer.addProofs(List.of(row), database.clock().instant()));
    }

    private Operation paidMint() {
        database.transactions().run(() -> test.issuance.addPaid("paid", 100));
        return test.mint("paid", List.of(output(KEYSET, 8)));
    }

    private AtomicInteger failBeforeClaim(int times, java.util.function.Supplier<RuntimeException> error) {
        var tries = new AtomicInteger();
        test.issuance.beforeClaim(() -> {
            if (tries.incrementAndGet() <= times) {
                throw error.get();
            }
        });
        return tries;
    }

    private static void loseTheAnswerOfThisCommit() {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                throw new DataAccessResourceFailureException("test", new SQLException("connection lost", "08006", 10));
            }
        });
    }

    private void commit(List<Operation> operations) {
        var queued = queued(operations);
        assertThat(groups.commit(queued)).isEmpty();
        queued.forEach(GroupCommitTests::assertCommitted);
    }

    private static List<QueuedOperation> queued(List<Operation> operations) {
        return operations.stream().map(QueuedOperation::new).toList();
    }

    private static long sum(Map<String, Long> executed) {
        return executed.entrySet().stream()
                .filter(statement -> !statement.getKey().equals("commit"))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private static void assertCommitted(QueuedOperation queued) {
        queued.await(SOON);
    }

    private static void assertRefused(QueuedOperation queued, ErrorCode code) {
        assertThatExceptionOfType(CashuException.class)
                .isThrownBy(() -> queued.await(SOON))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
