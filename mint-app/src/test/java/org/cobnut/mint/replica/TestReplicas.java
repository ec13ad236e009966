package org.cobnut.mint.replica;

import java.time.Duration;

import org.cobnut.mint.store.TestDatabase;

/// Replicas for tests.
public final class TestReplicas {

    private TestReplicas() {}

    /// The only replica of a database.
    public static Replica only(TestDatabase database) {
        database.transactions()
                .run(() -> database.jdbc().sql("DELETE FROM replica").update());
        return another(database);
    }

    /// One more replica of a database, which lives for as long as a test may take. SQLite has one replica: there it
    /// is the only one that lives from now on.
    public static Replica another(TestDatabase database) {
        var settings = new ReplicaSettings(Duration.ofHours(2), Duration.ofHours(1));
        return new Replica(database.jdbc(), database.transactions(), database.dialect(), settings);
    }

    /// What a replica forgets.
    public static Pruning pruning(TestDatabase database, Replica replica) {
        return new Pruning(database.transactions(), replica);
    }

    /// What a replica takes over.
    public static Takeover takeover(TestDatabase database, Replica replica) {
        return new Takeover(database.jdbc(), database.dialect(), replica, database.clock());
    }

    /// Gives its lease up.
    public static void close(Replica replica) {
        replica.close();
    }

    /// Renews its lease.
    public static void beat(Replica replica) {
        replica.beat();
    }
}
