package org.cobnut.mint.ledger;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import org.cobnut.mint.store.OnBothDatabases;
import org.cobnut.mint.store.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@OnBothDatabases
class SagasTests {

    private static final ReplicaSettings SETTINGS = new ReplicaSettings(Duration.ofSeconds(30), Duration.ofSeconds(5));

    private final TestDatabase database;
    private final TestLedger test;
    private final List<Replica> replicas = new ArrayList<>();

    SagasTests(TestDatabase database) {
        this.database = database;
        this.test = new TestLedger(database);
        database.transactions().run(() -> {
            database.jdbc().sql("DELETE FROM saga_state").update();
            database.jdbc().sql("DELETE FROM replica").update();
        });
    }

    @AfterEach
    void close() {
        replicas.forEach(Replica::close);
        test.close();
    }

    @Test
    void marksAnAttemptOnce() {
        var sagas = sagas(database.clock());
        var saga = begin(sagas);

        assertThat(inTransaction(() -> sagas.attempt(saga))).isTrue();
        assertThat(inTransaction(() -> sagas.attempt(saga))).isFalse();
        assertThat(sagas.ofQuote("quote")).map(Saga::state).contains(Saga.State.ATTEMPTED);
    }

    @Test
    void leavesAloneWhatALivingReplicaLooksAfter() {
        var first = sagas(database.clock());
        begin(first);
        var second = sagasBeside(first);

        assertThat(inTransaction(() -> second.adopt(10))).isEmpty();
    }

    @Test
    void takesOverFromADeadReplicaAndFencesItOff() {
        var first = sagas(database.clock());
        var saga = begin(first);
        database.transactions()
                .run(() -> database.jdbc()
                        .sql("UPDATE replica SET lease_until = 0")
                        .update());
        var second = sagas(database.clock());

        var adopted = inTransaction(() -> second.adopt(10));

        assertThat(adopted).hasSize(1).first().extracting(Saga::epoch).isEqualTo(2L);
        assertThat(inTransaction(() -> first.attempt(saga))).isFalse();
        assertThat(inTransaction(() -> first.endUnpaid(saga))).isFalse();
        assertThat(due(second)).containsExactlyElementsOf(adopted);
        assertThat(inTransaction(() -> second.endUnpaid(adopted.getFirst()))).isTrue();
    }

    @Test
    void takesEvidenceOfAPaymentFromAnybody() {
        var first = sagas(database.clock());
        var saga = begin(first);
        database.transactions()
                .run(() -> database.jdbc()
                        .sql("UPDATE replica SET lease_until = 0")
                        .update());
        var second = sagas(database.clock());
        inTransaction(() -> second.adopt(10));

        assertThat(inTransaction(() -> first.pay(saga.operation(), "{}"))).isTrue();
        assertThat(inTransaction(() -> first.endPaid(saga.operation()))).isTrue();
        assertThat(inTransaction(() -> second.endPaid(saga.operation()))).isFalse();
    }

    @Test
    void neverReleasesWhatIsPaid() {
        var sagas = sagas(database.clock());
        var saga = begin(sagas);
        inTransaction(() -> sagas.pay(saga.operation(), "{}"));

        assertThat(inTransaction(() -> sagas.endUnpaid(saga))).isFalse();
    }

    @Test
    void allowsOneLookPerInterval() {
        var sagas = sagas(database.clock());
        var saga = begin(sagas);

        assertThat(inTransaction(() -> sagas.mayCheck(saga.operation(), Duration.ofHours(1))))
                .isTrue();
        assertThat(inTransaction(() -> sagas.mayCheck(saga.operation(), Duration.ofHours(1))))
                .isFalse();
    }

    @Test
    void renewsItsLeaseAlsoWhenSomebodyDeletedIt() {
        var sagas = sagas(database.clock());
        var saga = begin(sagas);
        database.transactions()
                .run(() -> database.jdbc().sql("DELETE FROM replica").update());

        replicas.getFirst().beat();

        assertThat(inTransaction(() -> sagas.adopt(10))).isEmpty();
        assertThat(sagas.find(saga.operation())).contains(saga);
    }

    @Test
    void doublesThePausesBetweenLooks() {
        var sagas = sagas(database.clock());
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
        var sagas = sagas(database.clock());
        var saga = begin(sagas);
        long now = database.clock().instant().getEpochSecond();

        look(saga, 1, now + 5);
        assertThat(due(sagas)).isEmpty();
        look(saga, 1, now + 10_800);

        assertThat(due(sagas)).hasSize(1);
        assertThat(inTransaction(() -> sagas.mayCheck(saga.operation(), Duration.ofSeconds(100))))
                .isTrue();
        assertThat(inTransaction(() -> sagas.mayCheck(saga.operation(), Duration.ofSeconds(100))))
                .isFalse();
    }

    @Test
    void wakesWhatWaitsForANodeThatIsBack() {
        var sagas = sagas(database.clock());
        look(begin(sagas), 60, database.clock().instant().getEpochSecond());

        database.transactions().run(() -> sagas.wake("another"));
        assertThat(due(sagas)).isEmpty();
        database.transactions().run(() -> sagas.wake("node"));

        assertThat(due(sagas)).hasSize(1);
    }

    private void look(Saga saga, int checks, long lastChecked) {
        database.transactions()
                .run(() -> database.jdbc()
                        .sql("UPDATE saga_state SET checks = ?, last_checked = ? WHERE operation_id = ?")
                        .params(checks, lastChecked, saga.operation().toString())
                        .update());
    }

    private static List<Saga> due(Sagas sagas) {
        return sagas.due(Duration.ofSeconds(100), Duration.ofSeconds(10_000), 10);
    }

    private Saga begin(Sagas sagas) {
        return inTransaction(() -> sagas.begin(test.ledger().newOperation(), "quote", "attempt", "node"));
    }

    private Sagas sagas(Clock clock) {
        var replica = new Replica(database.jdbc(), database.transactions(), database.dialect(), SETTINGS);
        replicas.add(replica);
        return new Sagas(database.jdbc(), database.dialect(), replica, clock);
    }

    /// On SQLite a second replica counts the first as dead, so it does not register here.
    private Sagas sagasBeside(Sagas first) {
        assertThat(first).isNotNull();
        return database.dialect() instanceof org.cobnut.mint.store.SqliteDialect ? first : sagas(database.clock());
    }

    private <T> T inTransaction(Supplier<T> work) {
        return database.transactions().write(work);
    }
}
