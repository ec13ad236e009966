package org.cobnut.mint.replica;

import java.util.UUID;

import org.cobnut.mint.store.SqlDialect;
import org.cobnut.mint.store.SqliteDialect;
import org.cobnut.mint.store.Transactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/// This process among those that serve the database. While its lease lasts, no other replica takes its unfinished
/// operations over by itself. The lease is renewed on a connection of its own, so that a busy mint does not look
/// like a dead one. It goes by the time of the database itself, so it lasts equally long for every machine.
public class Replica {

    private static final Logger log = LoggerFactory.getLogger(Replica.class);

    private final String id = UUID.randomUUID().toString();
    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final SqlDialect dialect;
    private final ReplicaSettings settings;

    Replica(JdbcClient jdbc, Transactions transactions, SqlDialect dialect, ReplicaSettings settings) {
        this.jdbc = jdbc;
        this.transactions = transactions.onConnectionOf("heartbeat");
        this.dialect = dialect;
        this.settings = settings;
        this.transactions.run(this::register);
    }

    /// What names it in the rows of its operations: another one after each start.
    public String id() {
        return id;
    }

    /// Whether work that one replica does for all falls to this one: the eldest whose lease lasts does it.
    public boolean isEldest() {
        return jdbc.sql("SELECT id FROM replica WHERE lease_until >= " + dialect.now()
                        + " ORDER BY started_time, id LIMIT 1")
                .query(String.class)
                .optional()
                .filter(id::equals)
                .isPresent();
    }

    /// Renews the lease. If that fails, the next heartbeat tries again; after a whole lease others take over, and
    /// this process finds its operations fenced off.
    void beat() {
        try {
            transactions.run(() -> {
                int renewed = jdbc.sql("UPDATE replica SET lease_until = " + dialect.now() + " + ? WHERE id = ?")
                        .params(settings.lease().toSeconds(), id)
                        .update();
                if (renewed == 0) {
                    insert();
                }
            });
        } catch (RuntimeException error) {
            log.warn(
                    "The heartbeat failed and is repeated; when the lease ends, other replicas take over: {}",
                    error.toString());
        }
    }

    /// Gives up the lease, so that nobody waits for it to end.
    void close() {
        transactions.run(
                () -> jdbc.sql("DELETE FROM replica WHERE id = ?").param(id).update());
    }

    private void register() {
        if (dialect instanceof SqliteDialect) { // the lock file says that every other is dead
            jdbc.sql("DELETE FROM replica").update();
        }
        jdbc.sql("DELETE FROM replica WHERE lease_until < " + dialect.now() + " - ?")
                .param(settings.lease().toSeconds())
                .update();
        insert();
    }

    private void insert() {
        jdbc.sql("INSERT INTO replica (id, lease_until, started_time) VALUES (?, %1$s + ?, %1$s)"
                        .formatted(dialect.now()))
                .params(id, settings.lease().toSeconds())
                .update();
    }
}
