package org.cobnut.mint.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import javax.sql.DataSource;

import org.cobnut.cashu.crypto.Point;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.SQLExceptionTranslator;

/// SQLite has no arrays, and no round trips to save: statements for single rows, sent as batches and held open on the
/// one connection that writes. Whether a row was inserted is its update count.
final class SqliteBookWriter implements BookWriter {

    private static final String ADD_PROOF = """
            INSERT INTO proof (y, amount, keyset_id, secret, c, witness, state, quote_id,
                               operation_kind, operation_id, created_time)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """;

    private static final String ADD_SIGNATURE = """
            INSERT INTO blind_signature (blinded_message, amount, keyset_id, c, dleq_e, dleq_s, quote_id,
                                         operation_kind, operation_id, order_index, created_time, signed_time)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """;

    private static final String ADD_COMPLETED = """
            INSERT INTO completed_operations (operation_id, operation_kind, total_issued, total_redeemed, fee_collected,
                                              payment_amount, payment_fee, payment_method,
                                              inputs, outputs, quotes, completed_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String ADD_TO_SUMS = """
            UPDATE keyset_amounts
            SET total_issued = total_issued + ?,
                total_redeemed = total_redeemed + ?,
                fee_collected = fee_collected + ?,
                total_reserved = total_reserved + ?
            WHERE keyset_id = ?
            """;

    private final DataSource dataSource;
    private final SQLExceptionTranslator errors;
    private @Nullable Prepared prepared;

    SqliteBookWriter(DataSource dataSource, SQLExceptionTranslator errors) {
        this.dataSource = dataSource;
        this.errors = errors;
    }

    @Override
    public Set<Point> addProofs(List<ProofRow> rows, Instant now) {
        var counts = batch(Prepared::addProof, rows, row -> new @Nullable Object[] {
            row.y().compressed(),
            row.proof().amount().toLongExact(),
            row.proof().keysetId().hex(),
            row.proof().secret(),
            row.proof().signature().compressed(),
            row.proof().witness(),
            row.state().name(),
            row.quoteId(),
            row.kind().column(),
            row.operation().toString(),
            now.getEpochSecond()
        });
        return missing(rows, ProofRow::y, counts);
    }

    @Override
    public Set<Point> addSignatures(List<SignatureRow> rows, Instant now) {
        var counts = batch(Prepared::addSignature, rows, row -> new @Nullable Object[] {
            row.blindedSecret().compressed(),
            row.amount().toLongExact(),
            row.keysetId().hex(),
            row.c(),
            row.dleqE(),
            row.dleqS(),
            row.quoteId(),
            row.kind().column(),
            row.operation().toString(),
            row.index(),
            now.getEpochSecond(),
            row.signature() == null ? null : now.getEpochSecond()
        });
        return missing(rows, SignatureRow::blindedSecret, counts);
    }

    @Override
    public void addCompleted(List<CompletedOperation> operations, Instant now) {
        batch(Prepared::addCompleted, operations, row -> {
            var payment = row.payment();
            return new @Nullable Object[] {
                row.id().toString(),
                row.kind().column(),
                row.issued().toLongExact(),
                row.redeemed().toLongExact(),
                row.fee().toLongExact(),
                payment == null ? null : payment.amount().toLongExact(),
                payment == null ? null : payment.fee().toLongExact(),
                payment == null ? null : payment.method(),
                row.inputs(),
                row.outputs(),
                row.quotes(),
                now.getEpochSecond()
            };
        });
    }

    @Override
    public void addToSums(List<KeysetSums> sums) {
        var counts = batch(Prepared::addToSums, sums, row -> new @Nullable Object[] {
            row.issued(),
            row.redeemed(),
            row.fees(),
            row.reserved(),
            row.keyset().hex()
        });
        BookWriter.requireCount(Arrays.stream(counts).sum(), sums.size());
    }

    private <T> int[] batch(
            Function<Prepared, PreparedStatement> choice, List<T> rows, Function<T, @Nullable Object[]> values) {
        if (rows.isEmpty()) {
            return new int[0];
        }
        boolean isDone = false;
        try {
            var statement = choice.apply(prepared());
            for (var row : rows) {
                var columns = values.apply(row);
                for (int i = 0; i < columns.length; i++) {
                    statement.setObject(i + 1, columns[i]);
                }
                statement.addBatch();
            }
            var counts = statement.executeBatch();
            isDone = true;
            return counts;
        } catch (SQLException error) {
            throw java.util.Objects.requireNonNull(errors.translate("batch", null, error));
        } finally {
            if (!isDone) {
                discard(); // half a batch may be left in it, whose rows nobody else may write
            }
        }
    }

    // Of another connection even an equal statement is of no use.
    @SuppressWarnings("ReferenceEquality")
    private Prepared prepared() throws SQLException {
        var connection = DataSourceUtils.getConnection(dataSource);
        if (prepared == null || prepared.connection != connection) {
            prepared = Prepared.on(connection);
        }
        return prepared;
    }

    private void discard() {
        if (prepared != null) {
            prepared.close();
            prepared = null;
        }
    }

    private static <T> Set<Point> missing(List<T> rows, Function<T, Point> key, int[] counts) {
        Set<Point> missing = Set.of();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 0) {
                missing = missing.isEmpty() ? new HashSet<>() : missing;
                missing.add(key.apply(rows.get(i)));
            }
        }
        return missing;
    }

    /// The statements of one connection.
    private record Prepared(
            Connection connection,
            PreparedStatement addProof,
            PreparedStatement addSignature,
            PreparedStatement addCompleted,
            PreparedStatement addToSums)
            implements AutoCloseable {

        @Override
        public void close() {
            for (var statement : List.of(addProof, addSignature, addCompleted, addToSums)) {
                JdbcUtils.closeStatement(statement);
            }
        }

        static Prepared on(Connection connection) throws SQLException {
            return new Prepared(
                    connection,
                    connection.prepareStatement(ADD_PROOF),
                    connection.prepareStatement(ADD_SIGNATURE),
                    connection.prepareStatement(ADD_COMPLETED),
                    connection.prepareStatement(ADD_TO_SUMS));
        }
    }
}
