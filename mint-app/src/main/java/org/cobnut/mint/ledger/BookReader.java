package org.cobnut.mint.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.BlindSignature;
import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.cashu.KeysetId;
import org.cobnut.cashu.ProofState;
import org.cobnut.cashu.crypto.Curve;
import org.cobnut.cashu.crypto.Dleq;
import org.cobnut.cashu.crypto.Point;
import org.cobnut.cashu.crypto.Scalar;
import org.cobnut.mint.store.SqlDialect;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Reads the tables of proofs and signatures: each question is one statement, whatever it names. Nothing asked is
/// answered without one.
@Repository
public class BookReader {

    private final JdbcClient jdbc;
    private final SqlDialect dialect;
    private final Curve curve = Curve.preferred();

    public BookReader(JdbcClient jdbc, SqlDialect dialect) {
        this.jdbc = jdbc;
        this.dialect = dialect;
    }

    /// What is known of proofs; a proof that is not in the book is missing in the answer.
    public Map<Point, ProofEntry> proofs(Collection<Point> ys) {
        if (ys.isEmpty()) {
            return Map.of();
        }
        var byHex = byHex(ys);
        var found = new HashMap<Point, ProofEntry>();
        jdbc.sql("SELECT y, state, witness, quote_id, operation_id FROM proof WHERE " + dialect.isOneOfPoints("y", "?"))
                .param(dialect.points(ys))
                .query(row -> {
                    var y = byHex.get(hex(row.getBytes("y")));
                    if (y != null) {
                        found.put(
                                y,
                                new ProofEntry(
                                        ProofState.valueOf(row.getString("state")),
                                        row.getString("witness"),
                                        row.getString("quote_id"),
                                        row.getString("operation_id")));
                    }
                });
        return found;
    }

    /// What is known of blinded messages; one that is not in the book is missing in the answer.
    public Map<Point, SignatureEntry> signatures(Collection<Point> blindedSecrets) {
        if (blindedSecrets.isEmpty()) {
            return Map.of();
        }
        var byHex = byHex(blindedSecrets);
        var found = new HashMap<Point, SignatureEntry>();
        jdbc.sql(
                        "SELECT blinded_message, amount, keyset_id, c, dleq_e, dleq_s, operation_id FROM blind_signature WHERE "
                                + dialect.isOneOfPoints("blinded_message", "?"))
                .param(dialect.points(blindedSecrets))
                .query(row -> {
                    var message = byHex.get(hex(row.getBytes("blinded_message")));
                    if (message != null) {
                        found.put(message, signature(row));
                    }
                });
        return found;
    }

    /// How many inputs, outputs and quotes a completed operation has.
    Optional<Counts> completed(String operation) {
        return jdbc.sql("SELECT inputs, outputs, quotes FROM completed_operations WHERE operation_id = ?")
                .param(operation)
                .query((row, _) -> new Counts(row.getInt("inputs"), row.getInt("outputs"), row.getInt("quotes")))
                .optional();
    }

    /// The change of a melt in the order of its blank outputs, by their `B_`.
    Map<Point, SignatureEntry> change(String quoteId) {
        var change = new LinkedHashMap<Point, SignatureEntry>();
        jdbc.sql("""
                        SELECT blinded_message, amount, keyset_id, c, dleq_e, dleq_s, operation_id FROM blind_signature
                        WHERE operation_kind = 'melt' AND quote_id = ? AND c IS NOT NULL ORDER BY order_index
                        """).param(quoteId).query(row -> {
            change.put(curve.point(row.getBytes("blinded_message")), signature(row));
        });
        return change;
    }

    /// The change of each of several melts, by quote, in the order of its blank outputs.
    Map<String, List<BlindSignature>> changes(Collection<String> quoteIds) {
        var changes = new HashMap<String, List<BlindSignature>>();
        jdbc.sql("""
                        SELECT quote_id, blinded_message, amount, keyset_id, c, dleq_e, dleq_s, operation_id
                        FROM blind_signature
                        WHERE operation_kind = 'melt' AND c IS NOT NULL AND\s""" + dialect.isOneOfTexts("quote_id", "?") + " ORDER BY order_index")
                .param(dialect.texts(quoteIds))
                .query(row -> {
                    var change = changes.computeIfAbsent(row.getString("quote_id"), _ -> new ArrayList<>());
                    signature(row).signature().ifPresent(change::add);
                });
        return changes;
    }

    /// Why inputs could not be inserted.
    CashuException refusalOf(Inputs inputs) {
        return refusalOfInputs(proofs(inputs.ys()).values());
    }

    /// Why outputs could not be inserted.
    CashuException refusalOf(Collection<Point> blindedSecrets) {
        return refusalOfOutputs(signatures(blindedSecrets).values());
    }

    /// The refusal of inputs of which some are known: as spent (11001), or else as pending (11002).
    public static CashuException refusalOfInputs(Collection<ProofEntry> known) {
        boolean isSpent = known.stream().anyMatch(proof -> proof.state() == ProofState.SPENT);
        return new CashuException(isSpent ? ErrorCode.PROOFS_SPENT : ErrorCode.PROOFS_PENDING);
    }

    /// The refusal of outputs of which some are known: as signed (11003), or else as pending (11004).
    public static CashuException refusalOfOutputs(Collection<SignatureEntry> known) {
        boolean isSigned = known.stream().anyMatch(SignatureEntry::isSigned);
        return new CashuException(isSigned ? ErrorCode.OUTPUTS_SIGNED : ErrorCode.OUTPUTS_PENDING);
    }

    private SignatureEntry signature(ResultSet row) throws SQLException {
        var c = row.getBytes("c");
        return new SignatureEntry(
                Amount.of(row.getLong("amount")),
                KeysetId.parse(row.getString("keyset_id")),
                c == null ? null : curve.point(c),
                dleq(row.getString("dleq_e"), row.getString("dleq_s")),
                row.getString("operation_id"));
    }

    private static @Nullable Dleq dleq(@Nullable String e, @Nullable String s) {
        return e == null || s == null ? null : new Dleq(Scalar.of(e), Scalar.of(s));
    }

    private static Map<String, Point> byHex(Collection<Point> points) {
        var byHex = new HashMap<String, Point>();
        points.forEach(point -> byHex.put(point.hex(), point));
        return byHex;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /// A proof's row.
    ///
    /// @param quoteId the melt quote that it pays; null if it was swapped
    /// @param operation the id of the operation that wrote it; null in databases of other mints
    public record ProofEntry(
            ProofState state,
            @Nullable String witness,
            @Nullable String quoteId,
            @Nullable String operation) {}

    /// A blinded message's row.
    ///
    /// @param blindedSignature null while it is not signed
    /// @param operation the id of the operation that wrote it; null in databases of other mints
    public record SignatureEntry(
            Amount amount,
            KeysetId keysetId,
            @Nullable Point blindedSignature,
            @Nullable Dleq dleq,
            @Nullable String operation) {

        public boolean isSigned() {
            return blindedSignature != null;
        }

        Optional<BlindSignature> signature() {
            return Optional.ofNullable(blindedSignature)
                    .map(signed -> new BlindSignature(amount, keysetId, signed, dleq));
        }
    }

    /// What a completed operation consists of.
    record Counts(int inputs, int outputs, int quotes) {}
}
