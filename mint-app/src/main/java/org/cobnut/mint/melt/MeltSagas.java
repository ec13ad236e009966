package org.cobnut.mint.melt;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.cobnut.mint.ledger.OperationId;
import org.cobnut.mint.ledger.OperationKind;
import org.cobnut.mint.payment.CheckThrottle;
import org.cobnut.mint.replica.Replica;
import org.cobnut.mint.replica.Takeover;
import org.cobnut.mint.store.SqlDialect;
import org.cobnut.mint.store.Transactions;
import org.cobnut.payment.AttemptId;
import org.cobnut.payment.LookupId;
import org.cobnut.payment.NodeId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/// The rows of `saga_state` that belong to melts: which replica owns an unfinished melt, and how far it has come.
/// Steps that could release or pay twice are fenced: the row must be this replica's, in the epoch that the caller
/// knows. Every write is part of its caller's transaction.
@Repository
class MeltSagas {

    private static final Logger log = LoggerFactory.getLogger(MeltSagas.class);

    private static final JsonMapper JSON = new JsonMapper();

    private final JdbcClient jdbc;
    private final SqlDialect dialect;
    private final Replica replica;
    private final Takeover takeover;
    private final Clock clock;

    MeltSagas(JdbcClient jdbc, SqlDialect dialect, Replica replica, Takeover takeover, Clock clock) {
        this.jdbc = jdbc;
        this.dialect = dialect;
        this.replica = replica;
        this.takeover = takeover;
        this.clock = clock;
    }

    /// Begins a melt in state RESERVED, which this replica owns.
    ///
    /// @return as it is stored
    MeltSaga begin(OperationId operation, String quoteId, AttemptId attempt, NodeId node) {
        Transactions.requireOpen();
        long now = now();
        jdbc.sql("""
                        INSERT INTO saga_state (operation_id, operation_kind, state, quote_id, created_at, updated_at,
                                                replica_id, epoch, attempt_id, node_id)
                        VALUES (?, 'melt', 'reserved', ?, ?, ?, ?, 1, ?, ?)
                        """)
                .params(operation.toString(), quoteId, now, now, replica.id(), attempt.toString(), node.value())
                .update();
        return find(operation).orElseThrow();
    }

    /// RESERVED → ATTEMPTED, fenced.
    ///
    /// @return whether it was; if not, nothing may be sent
    boolean markAttempted(MeltSaga saga) {
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
    void storeLookup(MeltSaga saga, LookupId lookup) {
        Transactions.requireOpen();
        jdbc.sql("""
                        UPDATE saga_state SET lookup_id = ?, lookup_id_kind = ?, updated_at = ?
                        WHERE operation_id = ? AND attempt_id = ?
                        """)
                .params(lookup.value(), lookup.kind().text(), now())
                .params(saga.operation().toString(), saga.attempt().toString())
                .update();
    }

    /// RESERVED or ATTEMPTED → PAID: not fenced, for evidence of a payment counts on every replica.
    ///
    /// @return whether the melt was still under way
    boolean markPaid(OperationId operation, Evidence evidence) {
        return markPaid(operation, evidence, "('reserved', 'attempted')");
    }

    /// RESERVED → PAID, by an earlier payment for the same quote.
    ///
    /// @return whether it was reserved; if not, its own payment may be on its way
    boolean markPaidUnsent(OperationId operation, Evidence evidence) {
        return markPaid(operation, evidence, "('reserved')");
    }

    private boolean markPaid(OperationId operation, Evidence evidence, String fromStates) {
        Transactions.requireOpen();
        return 1
                == jdbc.sql("""
                        UPDATE saga_state SET state = 'paid', finalization_data = ?, updated_at = ?, checks = 0
                        WHERE operation_id = ? AND state IN\s""" + fromStates)
                        .params(
                                JSON.writeValueAsString(
                                        Map.of("total_spent", evidence.spent().toLongExact())),
                                now(),
                                operation.toString())
                        .update();
    }

    /// Ends a melt that is released, fenced: it must be as far as the caller knows, no further.
    ///
    /// @return whether it was; if not, nothing may be released
    boolean endReleased(MeltSaga saga) {
        Transactions.requireOpen();
        if (saga.state() == MeltSaga.State.PAID) {
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

    /// Ends a melt that is settled, change and all: not fenced, for evidence of a payment counts on every replica.
    ///
    /// @return whether it was still under way; if not, it was settled before
    boolean endSettled(OperationId operation) {
        return end(operation, "");
    }

    /// Ends a melt that is settled by an earlier payment for its quote. Its own must not have been sent: the row's
    /// state is what a sender has to change first.
    ///
    /// @return whether it was reserved; if not, its own payment may be on its way
    boolean endSettledUnsent(OperationId operation) {
        return end(operation, " AND state = 'reserved'");
    }

    /// Ends a melt that was paid before and whose change is signed now: not fenced, for nothing can be lost by it.
    ///
    /// @return whether it was paid and under way; if not, it was ended before
    boolean endPaid(OperationId operation) {
        return end(operation, " AND state = 'paid'");
    }

    private boolean end(OperationId operation, String condition) {
        Transactions.requireOpen();
        return 1
                == jdbc.sql("DELETE FROM saga_state WHERE operation_id = ?" + condition)
                        .param(operation.toString())
                        .update();
    }

    Optional<MeltSaga> find(OperationId operation) {
        return jdbc.sql("SELECT * FROM saga_state WHERE operation_id = ?")
                .param(operation.toString())
                .query((row, _) -> saga(row))
                .optional();
    }

    /// The melt of a quote, if one is under way.
    Optional<MeltSaga> ofQuote(String quoteId) {
        return jdbc.sql("SELECT * FROM saga_state WHERE quote_id = ? AND operation_kind = 'melt'")
                .param(quoteId)
                .query((row, _) -> saga(row))
                .optional();
    }

    /// The melts under way of all replicas, the oldest first.
    List<MeltSaga> all(int limit) {
        return jdbc.sql(
                        "SELECT * FROM saga_state WHERE operation_kind = 'melt' ORDER BY created_at, operation_id LIMIT ?")
                .param(limit)
                .query((row, _) -> saga(row))
                .list();
    }

    /// Takes over an attempted melt from its owner, alive or dead, and fences that one off.
    ///
    /// @return as it is now; empty if it is not, or no longer, that attempt
    Optional<MeltSaga> seize(OperationId operation, AttemptId attempt) {
        Transactions.requireOpen();
        int seized = jdbc.sql("""
                        UPDATE saga_state SET replica_id = ?, epoch = epoch + 1, updated_at = ?
                        WHERE operation_id = ? AND attempt_id = ? AND state = 'attempted'
                        """)
                .params(replica.id(), now(), operation.toString(), attempt.toString())
                .update();
        return seized == 1 ? find(operation) : Optional.empty();
    }

    /// Those of `quoteIds` for which a melt is under way.
    Set<String> underWay(Collection<String> quoteIds) {
        if (quoteIds.isEmpty()) {
            return Set.of();
        }
        return Set.copyOf(jdbc.sql("SELECT quote_id FROM saga_state WHERE " + dialect.isOneOfTexts("quote_id", "?"))
                .param(dialect.texts(quoteIds))
                .query((row, _) -> row.getString(1))
                .list());
    }

    /// This replica's melts whose retry delay has passed: after the first check it is `retry`, and it doubles with
    /// each until it is `maxRetry`.
    ///
    /// @param limit how many at most: the ones that have waited longest
    List<MeltSaga> due(Duration retry, Duration maxRetry, int limit) {
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
                .param("ahead", CheckThrottle.IMPOSSIBLE_AHEAD)
                .param("maxRetry", maxRetry.toSeconds())
                .param("retry", retry.toSeconds())
                .param("limit", limit)
                .query((row, _) -> saga(row))
                .list();
    }

    /// Makes this replica's melts of a node due at once, however long their retry delays.
    void makeDue(NodeId node) {
        Transactions.requireOpen();
        jdbc.sql("UPDATE saga_state SET last_checked = 0, checks = 0 WHERE replica_id = ? AND node_id = ?")
                .params(replica.id(), node.value())
                .update();
    }

    /// Takes over melts whose replica is dead, and fences that one off.
    ///
    /// @param limit how many at most
    /// @return how many are this replica's from now on
    int takeOver(int limit) {
        return takeover.takeOver(OperationKind.MELT.column(), limit).size();
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }

    private static MeltSaga saga(ResultSet row) throws SQLException {
        var node = row.getString("node_id");
        return new MeltSaga(
                OperationId.parse(row.getString("operation_id")),
                row.getString("quote_id"),
                MeltSaga.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getLong("epoch"),
                AttemptId.parse(row.getString("attempt_id")),
                node == null || node.isBlank() ? null : new NodeId(node),
                lookup(row.getString("lookup_id"), row.getString("lookup_id_kind")),
                Instant.ofEpochSecond(row.getLong("created_at")),
                Instant.ofEpochSecond(row.getLong("last_checked")),
                row.getInt("checks"));
    }

    /// None if this version cannot read it, as a newer one may have written it: the attempt's own id finds the
    /// payment too, and one row must not keep the others from being read.
    private static @Nullable LookupId lookup(@Nullable String value, @Nullable String kind) {
        if (value == null || kind == null) {
            return null;
        }
        try {
            return new LookupId(LookupId.Kind.parse(kind), value);
        } catch (IllegalArgumentException error) {
            log.warn("A melt's lookup id of kind {} is ignored: {}", kind, error.getMessage());
            return null;
        }
    }
}
