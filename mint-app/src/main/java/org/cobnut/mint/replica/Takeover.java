package org.cobnut.mint.replica;

import java.time.Clock;
import java.util.List;

import org.cobnut.mint.store.SqlDialect;
import org.cobnut.mint.store.Transactions;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Who owns an unfinished operation: the columns `replica_id` and `epoch` of `saga_state`. When a replica is dead,
/// another one takes its operations over. The epoch rises with that, so whatever the dead one still does is fenced
/// off.
@Repository
public class Takeover {

    private final JdbcClient jdbc;
    private final SqlDialect dialect;
    private final Replica replica;
    private final Clock clock;

    Takeover(JdbcClient jdbc, SqlDialect dialect, Replica replica, Clock clock) {
        this.jdbc = jdbc;
        this.dialect = dialect;
        this.replica = replica;
        this.clock = clock;
    }

    /// Makes this replica the owner of operations whose owner is dead, in the caller's transaction. It may check on
    /// them at once, however long their last owner would have waited.
    ///
    /// @param kind column `operation_kind`
    /// @param limit how many at most
    /// @return the ids of the operations that are this replica's from now on
    public List<String> takeOver(String kind, int limit) {
        Transactions.requireOpen();
        var operations = orphans(kind, limit);
        operations.forEach(this::own);
        return operations;
    }

    private List<String> orphans(String kind, int limit) {
        return jdbc.sql("""
                        SELECT operation_id FROM saga_state
                        WHERE operation_kind = ?
                          AND NOT EXISTS (SELECT 1 FROM replica
                                          WHERE replica.id = saga_state.replica_id AND replica.lease_until >= %s)
                        ORDER BY operation_id LIMIT ?
                        """.formatted(dialect.now()) + dialect.forUpdateSkipLocked())
                .params(kind, limit)
                .query((row, _) -> row.getString(1))
                .list();
    }

    private void own(String operation) {
        jdbc.sql("""
                        UPDATE saga_state
                        SET replica_id = ?, epoch = epoch + 1, updated_at = ?, last_checked = 0, checks = 0
                        WHERE operation_id = ?
                        """)
                .params(replica.id(), clock.instant().getEpochSecond(), operation)
                .update();
    }
}
