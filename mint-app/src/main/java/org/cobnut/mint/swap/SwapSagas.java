package org.cobnut.mint.swap;

import java.time.Clock;
import java.util.List;

import org.cobnut.mint.ledger.OperationId;
import org.cobnut.mint.ledger.OperationKind;
import org.cobnut.mint.replica.Replica;
import org.cobnut.mint.replica.Takeover;
import org.cobnut.mint.store.Transactions;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The rows of `saga_state` that belong to swaps in two transactions. Ending one is fenced: it must be this
/// replica's, in the epoch that the caller knows. Every write is part of its caller's transaction.
@Repository
class SwapSagas {

    private final JdbcClient jdbc;
    private final Replica replica;
    private final Takeover takeover;
    private final Clock clock;

    SwapSagas(JdbcClient jdbc, Replica replica, Takeover takeover, Clock clock) {
        this.jdbc = jdbc;
        this.replica = replica;
        this.takeover = takeover;
        this.clock = clock;
    }

    /// Begins a swap that this replica owns.
    SwapSaga begin(OperationId operation) {
        Transactions.requireOpen();
        long now = clock.instant().getEpochSecond();
        jdbc.sql("""
                        INSERT INTO saga_state (operation_id, operation_kind, state, created_at, updated_at, replica_id,
                                                epoch)
                        VALUES (?, 'swap', 'setup_complete', ?, ?, ?, 1)
                        """).params(operation.toString(), now, now, replica.id()).update();
        return new SwapSaga(operation, 1);
    }

    /// Ends a swap, completed or released, fenced.
    ///
    /// @return whether it was still under way and this replica's; if not, nothing may be done
    boolean end(SwapSaga saga) {
        Transactions.requireOpen();
        return 1
                == jdbc.sql("""
                        DELETE FROM saga_state
                        WHERE operation_id = ? AND operation_kind = 'swap' AND replica_id = ? AND epoch = ?
                        """)
                        .params(saga.operation().toString(), replica.id(), saga.epoch())
                        .update();
    }

    /// The swaps of this replica.
    List<SwapSaga> own() {
        return jdbc.sql("""
                        SELECT operation_id, epoch FROM saga_state WHERE replica_id = ? AND operation_kind = 'swap'
                        ORDER BY operation_id
                        """)
                .param(replica.id())
                .query((row, _) -> new SwapSaga(OperationId.parse(row.getString(1)), row.getLong(2)))
                .list();
    }

    /// Takes over swaps of dead replicas.
    ///
    /// @param limit how many at most
    /// @return how many there were
    int takeOver(int limit) {
        return takeover.takeOver(OperationKind.SWAP.column(), limit).size();
    }
}
