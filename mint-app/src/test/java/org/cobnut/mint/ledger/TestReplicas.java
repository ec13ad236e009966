package org.cobnut.mint.ledger;

import java.time.Duration;

import org.cobnut.mint.store.TestDatabase;

/// For tests of what one replica does for all.
public final class TestReplicas {

    private TestReplicas() {}

    /// The only replica of a database.
    public static Replica only(TestDatabase database) {
        database.transactions()
                .run(() -> database.jdbc().sql("DELETE FROM replica").update());
        var settings = new ReplicaSettings(Duration.ofHours(2), Duration.ofHours(1));
        return new Replica(database.jdbc(), database.transactions(), database.dialect(), settings);
    }

    /// What a replica forgets.
    public static Pruning pruning(TestDatabase database, Replica replica) {
        return new Pruning(database.transactions(), replica);
    }
}
