package org.cobnut.mint.ledger;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

import org.cobnut.cashu.crypto.Point;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;

/// PostgreSQL takes whole columns as arrays: one statement, with one text, for any number of rows.
final class PostgresBookWriter implements BookWriter {

    private static final String ADD_PROOFS = """
            INSERT INTO proof (y, amount, keyset_id, secret, c, witness, state, quote_id,
                               operation_kind, operation_id, created_time)
            SELECT t.*, ?
            FROM unnest(?::bytea[], ?::bigint[], ?::text[], ?::text[], ?::bytea[], ?::text[], ?::text[], ?::text[],
                        ?::text[], ?::text[]) AS t(y)
            ORDER BY t.y
            ON CONFLICT DO NOTHING
            RETURNING y
            """;

    private static final String ADD_SIGNATURES = """
            INSERT INTO blind_signature (blinded_message, amount, keyset_id, c, dleq_e, dleq_s, quote_id,
                                         operation_kind, operation_id, order_index, created_time, signed_time)
            SELECT t.*, now.seconds, CASE WHEN t.c IS NOT NULL THEN now.seconds END
            FROM unnest(?::bytea[], ?::bigint[], ?::text[], ?::bytea[], ?::text[], ?::text[], ?::text[],
                        ?::text[], ?::text[], ?::bigint[]) AS t(blinded_message, amount, keyset_id, c),
                 (SELECT ?::bigint) AS now(seconds)
            ORDER BY t.blinded_message
            ON CONFLICT DO NOTHING
            RETURNING blinded_message
            """;

    private static final String ADD_COMPLETED = """
            INSERT INTO completed_operations (operation_id, operation_kind, total_issued, total_redeemed, fee_collected,
                                              payment_amount, payment_fee, payment_method,
                                              inputs, outputs, quotes, completed_at)
            SELECT t.*, ?
            FROM unnest(?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],
                        ?::text[], ?::bigint[], ?::bigint[], ?::bigint[]) AS t
            """;

    private static final String LOCK_SUMS = """
            SELECT keyset_id FROM keyset_amounts WHERE keyset_id = ANY(?::text[]) ORDER BY keyset_id FOR NO KEY UPDATE
            """;

    private static final String ADD_TO_SUMS = """
            UPDATE keyset_amounts AS sums
            SET total_issued = total_issued + t.issued,
                total_redeemed = total_redeemed + t.redeemed,
                fee_collected = fee_collected + t.fees,
                total_reserved = total_reserved + t.reserved
            FROM unnest(?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])
                     AS t(keyset_id, issued, redeemed, fees, reserved)
            WHERE sums.keyset_id = t.keyset_id
            """;

    private final JdbcOperations jdbc;

    PostgresBookWriter(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Set<Point> addProofs(List<ProofRow> rows, Instant now) {
        if (rows.isEmpty()) {
            return Set.of();
        }
        var inserted = jdbc.query(
                ADD_PROOFS,
                (row, _) -> row.getBytes(1),
                now.getEpochSecond(),
                bytes(rows, row -> row.y().compressed()),
                longs(rows, row -> row.proof().amount().toLongExact()),
                texts(rows, row -> row.proof().keysetId()),
                texts(rows, row -> row.proof().secret()),
                bytes(rows, row -> row.proof().signature().compressed()),
                texts(rows, row -> row.proof().witness()),
                texts(rows, ProofRow::state),
                texts(rows, ProofRow::quoteId),
                texts(rows, row -> row.kind().column()),
                texts(rows, ProofRow::operation));
        return missing(rows.stream().map(ProofRow::y).toList(), inserted);
    }

    @Override
    public Set<Point> addSignatures(List<SignatureRow> rows, Instant now) {
        if (rows.isEmpty()) {
            return Set.of();
        }
        var inserted = jdbc.query(
                ADD_SIGNATURES,
                (row, _) -> row.getBytes(1),
                bytes(rows, row -> row.blindedSecret().compressed()),
                longs(rows, row -> row.amount().toLongExact()),
                texts(rows, SignatureRow::keysetId),
                bytes(
                        rows,
                        row -> row.signature() == null
                                ? null
                                : row.signature().blindedSignature().compressed()),
                texts(rows, SignatureRow::dleqE),
                texts(rows, SignatureRow::dleqS),
                texts(rows, SignatureRow::quoteId),
                texts(rows, row -> row.kind().column()),
                texts(rows, SignatureRow::operation),
                longs(rows, SignatureRow::index),
                now.getEpochSecond());
        return missing(rows.stream().map(SignatureRow::blindedSecret).toList(), inserted);
    }

    @Override
    public void addCompleted(List<CompletedOperation> rows, Instant now) {
        jdbc.update(
                ADD_COMPLETED,
                now.getEpochSecond(),
                texts(rows, CompletedOperation::id),
                texts(rows, row -> row.kind().column()),
                longs(rows, row -> row.issued().toLongExact()),
                longs(rows, row -> row.redeemed().toLongExact()),
                longs(rows, row -> row.fee().toLongExact()),
                numbers(
                        rows,
                        row -> row.payment() == null
                                ? null
                                : row.payment().amount().toLongExact()),
                numbers(
                        rows,
                        row -> row.payment() == null
                                ? null
                                : row.payment().fee().toLongExact()),
                texts(rows, row -> row.payment() == null ? null : row.payment().method()),
                longs(rows, CompletedOperation::inputs),
                longs(rows, CompletedOperation::outputs),
                longs(rows, CompletedOperation::quotes));
    }

    @Override
    public void addToSums(List<KeysetSums> sums) {
        var keysets = texts(sums, KeysetSums::keyset);
        BookWriter.requireCount(
                jdbc.query(LOCK_SUMS, (row, _) -> row.getString(1), (Object) keysets)
                        .size(),
                sums.size());
        jdbc.update(
                ADD_TO_SUMS,
                keysets,
                longs(sums, KeysetSums::issued),
                longs(sums, KeysetSums::redeemed),
                longs(sums, KeysetSums::fees),
                longs(sums, KeysetSums::reserved));
    }

    private static Set<Point> missing(List<Point> sent, List<byte[]> inserted) {
        if (sent.size() == inserted.size()) {
            return Set.of();
        }
        var there = new HashSet<ByteBuffer>();
        inserted.forEach(key -> there.add(ByteBuffer.wrap(key)));
        return sent.stream()
                .filter(point -> !there.contains(ByteBuffer.wrap(point.compressed())))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static <T> byte[][] bytes(List<T> rows, Function<T, byte @Nullable []> column) {
        return rows.stream().map(column).toArray(byte[][]::new);
    }

    private static <T> long[] longs(List<T> rows, ToLongFunction<T> column) {
        return rows.stream().mapToLong(column).toArray();
    }

    private static <T> @Nullable Long[] numbers(List<T> rows, Function<T, @Nullable Long> column) {
        return rows.stream().map(column).toArray(Long[]::new);
    }

    private static <T> @Nullable String[] texts(List<T> rows, Function<T, @Nullable Object> column) {
        var texts = new String[rows.size()];
        Arrays.setAll(texts, i -> {
            var value = column.apply(rows.get(i));
            return value == null ? null : value.toString();
        });
        return texts;
    }
}
