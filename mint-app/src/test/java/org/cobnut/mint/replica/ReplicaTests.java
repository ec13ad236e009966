package org.cobnut.mint.replica;

import org.cobnut.mint.store.OnBothDatabases;
import org.cobnut.mint.store.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@OnBothDatabases
class ReplicaTests {

    private final TestDatabase database;
    private final Replica replica;

    ReplicaTests(TestDatabase database) {
        this.database = database;
        this.replica = TestReplicas.only(database);
    }

    @AfterEach
    void forgetAll() {
        database.transactions()
                .run(() -> database.jdbc().sql("DELETE FROM replica").update());
    }

    @Test
    void leavesWhatOneDoesForAllToTheEldestThatLives() {
        assertThat(replica.isEldest()).isTrue();

        older("dead", now() - 1);
        assertThat(replica.isEldest()).isTrue();

        older("alive", now() + 60);
        assertThat(replica.isEldest()).isFalse();
    }

    @Test
    void isNotTheEldestOnceItHasGivenUpItsLease() {
        replica.close();

        assertThat(replica.isEldest()).isFalse();
    }

    @Test
    void prunesNothingThatTheEldestPrunes() {
        var pruning = new Pruning(database.transactions(), replica);
        older("alive", now() + 60);

        pruning.forget(
                "rows",
                () -> {
                    throw new AssertionError("asked for rows");
                },
                ids -> ids.size());
    }

    private void older(String id, long leaseUntil) {
        database.transactions()
                .run(() -> database.jdbc()
                        .sql("INSERT INTO replica (id, lease_until, started_time) VALUES (?, ?, ?)")
                        .params(id, leaseUntil, now() - 100)
                        .update());
    }

    private long now() {
        return database.clock().instant().getEpochSecond();
    }
}
