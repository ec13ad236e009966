package org.cobnut.mint.melt;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import org.cobnut.cashu.Amount;
import org.cobnut.mint.ledger.commit.TestLedger;
import org.cobnut.mint.payment.CheckThrottle;
import org.cobnut.mint.replica.Replica;
import org.cobnut.mint.replica.TestReplicas;
import org.cobnut.mint.store.OnBothDatabases;
import org.cobnut.mint.store.TestDatabase;
import org.cobnut.payment.AttemptId;
import org.cobnut.payment.NodeId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@OnBothDatabases
class MeltSagasTests {

    private static final AttemptId ATTEMPT = AttemptId.parse("01890000-0000-7000-8000-000000000001");
    private static final NodeId NODE = new NodeId("node");
    private static final CheckThrottle.Rows MELTS =
            new CheckThrottle.Rows("saga_state", "operation_id", ", checks = checks + 1");

    private final TestDatabase database;
    private final TestLedger test;
    private final List<Replica> replicas = new ArrayList<>();

    MeltSagasTests(TestDatabase database) {
        this.database = database;
        this.test = new TestLedger(database);
        database.transactions().run(() -> {
            database.jdbc().sql("DELETE FROM saga_state").update();
            database.jdbc().sql("DELETE FROM replica").update();
        });
    }

    @AfterEach
    void close() {
        replicas.forEach(TestReplicas::close);
        test.close();
    }

    @Test
    void marksAnAttemptOnce() {
        var sagas = sagas();
        var saga = begin(sagas);

        assertThat(inTransaction(() -> sagas.markAttempted(saga))).isTrue();
        assertThat(inTransaction(() -> sagas.markAttempted(saga))).isFalse();
        assertThat(sagas.ofQuote("quote")).map(MeltSaga::state).contains(MeltSaga.State.ATTEMPTED);
    }

    @Test
    void leavesAloneWhatALivingReplicaOwns() {
        var sagas = sagas();
        var saga = begin(sagas);
        database.transactions().run(() -> {
            database.jdbc()
                    .sql("INSERT INTO replica (id, lease_until, started_time) VALUES ('living', 9999999999, 0)")
                    .update();
            database.jdbc().sql("UPDATE saga_state SET replica_id = 'living'").update();
        });

        assertThat(inTransaction(() -> sagas.takeOver(10))).isZero();
        assertThat(inTransaction(() -> sagas.markAttempted(saga))).isFalse();
    }

    @Test
    void takesOverFromADeadReplicaAndFencesItOff() {
        var first = sagas();
        var saga = begin(first);
        database.transactions()
                .run(() -> database.jdbc()
                        .sql("UPDATE replica SET lease_until = 0")
                        .update());
        var second = sagas();

        assertThat(inTransaction(() -> second.takeOver(10))).isEqualTo(1);

        var adopted = due(second);
        assertThat(adopted).hasSize(1).first().extracting(MeltSaga::epoch).isEqualTo(2L);
        assertThat(inTransaction(() -> first.markAttempted(saga))).isFalse();
        assertThat(inTransaction(() -> first.endReleased(saga))).isFalse();
        assertThat(inTransaction(() -> second.endReleased(adopted.getFirst()))).isTrue();
    }

    @Test
    void takesEvidenceOfAPaymentFromAnybody() {
        var first = sagas();
        var saga = begin(first);
        database.transactions()
                .run(() -> database.jdbc()
                        .sql("UPDATE replica SET lease_until = 0")
                        .update());
        var second = sagas();
        inTransaction(() -> second.takeOver(10));

        assertThat(inTransaction(() -> first.markPaid(saga.operation(), new Evidence(Amount.ONE, null))))
                .isTrue();
        assertThat(inTransaction(() -> first.endSettled(saga.operation()))).isTrue();
        assertThat(inTransaction(() -> second.endSettled(saga.operation()))).isFalse();
    }

    @Test
    void readsRowsThatAnotherVersionWrote() {
        var sagas = sagas();
        var saga = begin(sagas);
        for (var row : List.of("'a kind of later', 'id'", "'payment_hash', ''", "NULL, NULL")) {
            database.transactions()
                    .run(() -> database.jdbc()
                            .sql("UPDATE saga_state SET node_id = NULL, (lookup_id_kind, lookup_id) = (" + row + ")")
                            .update());

            assertThat(due(sagas)).hasSize(1).first().satisfies(read -> {
                assertThat(read.operation()).isEqualTo(saga.operation());
                assertThat(read.lookup()).isNull();
                assertThat(read.node()).isNull();
            });
        }
    }

    @Test
    void neverReleasesWhatIsPaid() {
        var sagas = sagas();
        var saga = begin(sagas);
        inTransaction(() -> sagas.markPaid(saga.operation(), new Evidence(Amount.ONE, null)));

        assertThat(inTransaction(() -> sagas.endReleased(saga))).isFalse();
    }

    @Test
    void allowsOneLookPerInterval() {
        var sagas = sagas();
        var saga = begin(sagas);

        assertThat(takesCheck(saga, Duration.ofHours(1))).isTrue();
        assertThat(takesCheck(saga, Duration.ofHours(1))).isFalse();
    }

    @Test
    void renewsItsLeaseAlsoWhenSomebodyDeletedIt() {
        var sagas = sagas();
        var saga = begin(sagas);
        database.transactions()
                .run(() -> database.jdbc().sql("DELETE FROM replica").update());

        TestReplicas.beat(replicas.getFirst());

        assertThat(inTransaction(() -> sagas.takeOver(10))).isZero();
        assertThat(sagas.find(saga.operation())).contains(saga);
    }

    @Test
    void doublesThePausesBetweenLooks() {
        var sagas = sagas();
        var saga = begin(sagas);
        long now = database.clock().instant().getEpochSecond();

        assertThat(due(sagas)).hasSize(1);
        look(saga, 1, now - 60);
        assertThat(due(sagas)).isEmpty();
        look(saga, 1, now - 101);
        assertThat(due(sagas)).hasSize(1);
        look(saga, 3, now - 300);
        assertThat(due(sagas)).isEmpty();
        look(saga, 3, now - 401);
        assertThat(due(sagas)).hasSize(1);
        look(saga, 60, now - 9_900);
        assertThat(due(sagas)).isEmpty();
        look(saga, 60, now - 10_001);
        assertThat(due(sagas)).hasSize(1);
    }

    @Test
    void waitsForNoTimeThatASetBackClockHasStillToReach() {
        var sagas = sagas();
        var saga = begin(sagas);
        long now = database.clock().instant().getEpochSecond();

        look(saga, 1, now + 5);
        assertThat(due(sagas)).isEmpty();
        look(saga, 1, now + 10_800);

        assertThat(due(sagas)).hasSize(1);
        assertThat(takesCheck(saga, Duration.ofSeconds(100))).isTrue();
        assertThat(takesCheck(saga, Duration.ofSeconds(100))).isFalse();
    }

    @Test
    void wakesWhatWaitsForANodeThatIsBack() {
        var sagas = sagas();
        look(begin(sagas), 60, database.clock().instant().getEpochSecond());

        database.transactions().run(() -> sagas.makeDue(new NodeId("another")));
        assertThat(due(sagas)).isEmpty();
        database.transactions().run(() -> sagas.makeDue(NODE));

        assertThat(due(sagas)).hasSize(1);
    }

    private void look(MeltSaga saga, int checks, long lastChecked) {
        database.transactions()
                .run(() -> database.jdbc()
                        .sql("UPDATE saga_state SET checks = ?, last_checked = ? WHERE operation_id = ?")
                        .params(checks, lastChecked, saga.operation().toString())
                        .update());
    }

    private static List<MeltSaga> due(MeltSagas sagas) {
        return sagas.due(Duration.ofSeconds(100), Duration.ofSeconds(10_000), 10);
    }

    private MeltSaga begin(MeltSagas sagas) {
        return inTransaction(() -> sagas.begin(test.newOperation(), "quote", ATTEMPT, NODE));
    }

    private MeltSagas sagas() {
        var replica = TestReplicas.another(database);
        replicas.add(replica);
        return new MeltSagas(
                database.jdbc(),
                database.dialect(),
                replica,
                TestReplicas.takeover(database, replica),
                database.clock());
    }

    private boolean takesCheck(MeltSaga saga, Duration interval) {
        var throttle =
                new CheckThrottle(database.jdbc(), database.dialect(), database.transactions(), database.clock());
        return !throttle.take(MELTS, List.of(saga.operation().toString()), interval)
                .isEmpty();
    }

    private <T> T inTransaction(Supplier<T> work) {
        return database.transactions().write(work);
    }
}
