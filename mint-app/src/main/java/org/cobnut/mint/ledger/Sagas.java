package org.cobnut.mint.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import org.cobnut.mint.store.SqlDialect;
import org.cobnut.mint.store.Transactions;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Table `saga_state`: who looks after which unfinished melt or swap, and how far it has come. Steps that could
/// undo or pay twice are fenced: they need the row to be this replica's, in the epoch that the caller knows. Every
/// write is part of its caller's transaction.
@Repository
public class Sagas {

    /// By how many seconds a look cannot be ahead of the time, unless a clock was set back since: then nobody waits for
    /// it to come again.
    private static final long IMPOSSIBLE_AHEAD = 60;

    private final JdbcClient jdbc;
    private final SqlDialect dialect;
    private final Replica replica;
    private final Clock clock;

    Sagas(JdbcClient jdbc, SqlDialect dialect, Replica replica, Clock clock) {
        this.jdbc = jdbc;
        this.dialect = dialect;
        this.replica = replica;
        this.clock = clock;
    }

    /// Begins a melt in state RESERVED, in this replica's care.
    ///
    /// @return as it is stored
    public Saga begin(OperationId operation, String quoteId, String attempt, @Nullable String node) {
        Transactions.requireOpen();
        long now = clock.instant().getEpochSecond();
        jdbc.sql("""
                        INSERT INTO saga_state (operation_id, operation_kind, state, quote_id, created_at, updated_at,
                                                replica_id, epoch, attempt_id, node_id)
                        VALUES (?, 'melt', 'reserved', ?, ?, ?, ?, 1, ?, ?)
                        """)
                .params(operation.toString(), quoteId, now, now, replica.id(), attempt)
                .param(node)
                .update();
        return find(operation).orElseThrow();
    }

    /// RESERVED → ATTEMPTED, fenced.
    ///
    /// @return whether it was; if not, nothing may be sent
    public boolean attempt(Saga saga) {
        Transactions.requireOpen();
        return 1
                == jdbc.sql("""
                        UPDATE saga_state SET state = 'attempted', updated_at = ?
                        WHERE operation_id = ? AND state = 'reserved' AND replica_id = ? AND epoch = ?
                        """)
                        .params(now(), saga.operation().toString(), replica.id(), saga.epoch())
                        .update();
    }

    /// Stores by what the processor finds the payment of this very attempt.
    public void remember(Saga saga, String lookupId, String lookupIdKind) {
        Transactions.requireOpen();
        jdbc.sql("""
                        UPDATE saga_state SET lookup_id = ?, lookup_id_kind = ?, updated_at = ?
                        WHERE operation_id = ? AND attempt_id = ?
                        """)
                .params(lookupId, lookupIdKind, now(), saga.operation().toString(), saga.attempt())
                .update();
    }

    /// Stores that the payment has arrived: not fenced, for evidence counts whoever has it.
    ///
    /// @param evidence what the processor said
    /// @return whether the melt was still under way
    public boolean pay(OperationId operation, String evidence) {
        return pay(operation, evidence, "('reserved', 'attempted')");
    }

    /// As [#pay], by an earlier payment for the same quote, if the melt's own was never sent.
    ///
    /// @return whether it was; if not, its own payment may be on its way
    public boolean payUnsent(OperationId operation, String evidence) {
        return pay(operation, evidence, "('reserved')");
    }

    private boolean pay(OperationId operation, String evidence, String left) {
        Transactions.requireOpen();
        return 1
                == jdbc.sql("""
                        UPDATE saga_state SET state = 'paid', finalization_data = ?, updated_at = ?, checks = 0
                        WHERE operation_id = ? AND state IN\s""" + left)
                        .params(evidence, now(), operation.toString())
                        .update();
    }

    /// Ends a melt that is released, fenced: it must be as far as the caller knows, no further.
    ///
    /// @return whether it was; if not, nothing may be released
    public boolean endUnpaid(Saga saga) {
        Transactions.requireOpen();
        if (saga.state() == Saga.State.PAID) {
            throw new IllegalStateException("melt " + saga.operation() + " is paid and cannot be released");
        }
        return 1
                == jdbc.sql("""
                        DELETE FROM saga_state
                        WHERE operation_id = ? AND state = ? AND replica_id = ? AND epoch = ?
                        """)
                        .params(
                                saga.operation().toString(),
                                saga.state().name().toLowerCase(Locale.ROOT),
                                replica.id(),
                                saga.epoch())
                        .update();
    }

    /// Ends a melt that is settled: not fenced, for evidence counts whoever has it.
    ///
    /// @return whether it was still under way; if not, somebody else has settled it
    public boolean endPaid(OperationId operation) {
        Transactions.requireOpen();
        return 1
                == jdbc.sql("DELETE FROM saga_state WHERE operation_id = ?")
                        .param(operation.toString())
                        .update();
    }

    /// Ends a melt that is settled by an earlier payment for its quote. Its own must not have been sent: the row's
    /// state is what a sender has to change first.
    ///
    /// @return whether it was; if not, its own payment may be on its way
    public boolean endUnsent(OperationId operation) {
        Transactions.requireOpen();
        return 1
                == jdbc.sql("DELETE FROM saga_state WHERE operation_id = ? AND state = 'reserved'")
                        .param(operation.toString())
                        .update();
    }

    /// Ends a melt whose change is signed: not fenced, for nothing can be lost by it.
    ///
    /// @return whether it was paid and under way; if not, somebody else has ended it
    public boolean endDone(OperationId operation) {
        Transactions.requireOpen();
        return 1
                == jdbc.sql("DELETE FROM saga_state WHERE operation_id = ? AND state = 'paid'")
                        .param(operation.toString())
                        .update();
    }

    /// Allows one look at the processor per `interval`, whoever on whichever replica asks first.
    ///
    /// @return whether the caller may look now
    public boolean mayCheck(OperationId operation, Duration interval) {
        Transactions.requireOpen();
        long now = now();
        return 1
                == jdbc.sql("""
                        UPDATE saga_state SET last_checked = ?, checks = checks + 1
                        WHERE operation_id = ? AND (last_checked <= ? OR last_checked > ?)
                        """)
                        .params(now, operation.toString(), now - interval.toSeconds(), now + IMPOSSIBLE_AHEAD)
                        .update();
    }

    public Optional<Saga> find(OperationId operation) {
        return jdbc.sql("SELECT * FROM saga_state WHERE operation_id = ?")
                .param(operation.toString())
                .query((row, _) -> saga(row))
                .optional();
    }

    /// The melt of a quote, if one is under way.
    public Optional<Saga> ofQuote(String quoteId) {
        return jdbc.sql("SELECT * FROM saga_state WHERE quote_id = ? AND operation_kind = 'melt'")
                .param(quoteId)
                .query((row, _) -> saga(row))
                .optional();
    }

    /// Melts under way, whoever looks after them, the oldest first.
    public List<Saga> all(int limit) {
        return jdbc.sql(
                        "SELECT * FROM saga_state WHERE operation_kind = 'melt' ORDER BY created_at, operation_id LIMIT ?")
                .param(limit)
                .query((row, _) -> saga(row))
                .list();
    }

    /// Takes over an attempted melt from whoever looks after it, alive or dead, and fences that one off.
    ///
    /// @return as it is now; empty if it is not, or no longer, that attempt
    public Optional<Saga> seize(OperationId operation, String attempt) {
        Transactions.requireOpen();
        int seized = jdbc.sql("""
                        UPDATE saga_state SET replica_id = ?, epoch = epoch + 1, updated_at = ?
                        WHERE operation_id = ? AND attempt_id = ? AND state = 'attempted'
                        """)
                .params(replica.id(), now(), operation.toString(), attempt)
                .update();
        return seized == 1 ? find(operation) : Optional.empty();
    }

    /// Those of `quoteIds` for which a melt is under way.
    public Set<String> underWay(Collection<String> quoteIds) {
        if (quoteIds.isEmpty()) {
            return Set.of();
        }
        return Set.copyOf(jdbc.sql("SELECT quote_id FROM saga_state WHERE " + dialect.isOneOfTexts("quote_id", "?"))
                .param(dialect.texts(quoteIds))
                .query((row, _) -> row.getString(1))
                .list());
    }

    /// Those that this replica looks after and has not looked at for their pause: after the first look it is
    /// `retry`, and it doubles with each until it is `maxRetry`.
    ///
    /// @param limit how many at most: those that have waited longest
    public List<Saga> due(Duration retry, Duration maxRetry, int limit) {
        return jdbc.sql("""
                        SELECT * FROM saga_state
                        WHERE replica_id = :replica AND operation_kind = 'melt'
                          AND (last_checked > :now + :ahead
                               OR last_checked <= :now - :maxRetry
                               OR (checks <= 20
                                   AND last_checked <= :now - :retry * (CASE WHEN checks < 1 THEN 1
                                                                       ELSE 1 << (CAST(checks AS INTEGER) - 1) END)))
                        ORDER BY last_checked, operation_id LIMIT :limit
                        """)
                .param("replica", replica.id())
                .param("now", now())
                .param("ahead", IMPOSSIBLE_AHEAD)
                .param("maxRetry", maxRetry.toSeconds())
                .param("retry", retry.toSeconds())
                .param("limit", limit)
                .query((row, _) -> saga(row))
                .list();
    }

    /// Lets this replica's melts of a node be looked at now, however long their pauses.
    public void wake(String node) {
        Transactions.requireOpen();
        jdbc.sql("UPDATE saga_state SET last_checked = 0, checks = 0 WHERE replica_id = ? AND node_id = ?")
                .params(replica.id(), node)
                .update();
    }

    /// Takes over melts whose replica is dead, and fences that one off.
    ///
    /// @param limit how many at most
    /// @return those that are this replica's from now on
    public List<Saga> adopt(int limit) {
        return takeOver(OperationKind.MELT, limit).stream()
                .flatMap(orphan -> find(orphan).stream())
                .toList();
    }

    /// As [#adopt], of either kind.
    List<OperationId> takeOver(OperationKind kind, int limit) {
        Transactions.requireOpen();
        var orphans = jdbc.sql("""
                        SELECT operation_id FROM saga_state
                        WHERE operation_kind = ?
                          AND NOT EXISTS (SELECT 1 FROM replica
                                          WHERE replica.id = saga_state.replica_id AND replica.lease_until >= %s)
                        ORDER BY operation_id LIMIT ?
                        """.formatted(dialect.now()) + dialect.forUpdateSkipLocked())
                .params(kind.column(), limit)
                .query((row, _) -> OperationId.parse(row.getString(1)))
                .list();
        for (var orphan : orphans) {
            jdbc.sql("""
                            UPDATE saga_state
                            SET replica_id = ?, epoch = epoch + 1, updated_at = ?, last_checked = 0, checks = 0
                            WHERE operation_id = ?
                            """).params(replica.id(), now(), orphan.toString()).update();
        }
        return orphans;
    }

    /// Begins a swap in two steps, in this replica's care.
    SwapSaga beginSwap(OperationId operation) {
        Transactions.requireOpen();
        long now = now();
        jdbc.sql("""
                        INSERT INTO saga_state (operation_id, operation_kind, state, created_at, updated_at, replica_id,
                                                epoch)
                        VALUES (?, 'swap', 'setup_complete', ?, ?, ?, 1)
                        """).params(operation.toString(), now, now, replica.id()).update();
        return new SwapSaga(operation, 1);
    }

    /// Ends a swap, completed or given up, fenced.
    ///
    /// @return whether it was still under way and this replica's; if not, nothing may be done
    boolean endSwap(SwapSaga saga) {
        Transactions.requireOpen();
        return 1
                == jdbc.sql("""
                        DELETE FROM saga_state
                        WHERE operation_id = ? AND operation_kind = 'swap' AND replica_id = ? AND epoch = ?
                        """)
                        .params(saga.operation().toString(), replica.id(), saga.epoch())
                        .update();
    }

    /// The swaps that this replica looks after.
    List<SwapSaga> ownSwaps() {
        return jdbc.sql("""
                        SELECT operation_id, epoch FROM saga_state WHERE replica_id = ? AND operation_kind = 'swap'
                        ORDER BY operation_id
                        """)
                .param(replica.id())
                .query((row, _) -> new SwapSaga(OperationId.parse(row.getString(1)), row.getLong(2)))
                .list();
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }

    private static Saga saga(ResultSet row) throws SQLException {
        return new Saga(
                OperationId.parse(row.getString("operation_id")),
                row.getString("quote_id"),
                Saga.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getString("replica_id"),
                row.getLong("epoch"),
                row.getString("attempt_id"),
                row.getString("node_id"),
                row.getString("lookup_id"),
                row.getString("lookup_id_kind"),
                row.getString("finalization_data"),
                Instant.ofEpochSecond(row.getLong("created_at")),
                Instant.ofEpochSecond(row.getLong("last_checked")),
                row.getInt("checks"));
    }
}
