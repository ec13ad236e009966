package org.cobnut.mint.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.cobnut.mint.ledger.Adjustments;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// One keyset's books, in its unit.
///
/// @param unit null if there are rows of a keyset that the mint does not have
/// @param rows what its signatures and proofs add up to
/// @param sums what the mint has kept count of; null if it has not
/// @param adjustment by how much more than it has issued it may redeem, as operators have decided
/// @param recorded what their recorded decisions add up to
/// @param closedSince when it was closed because more of it would have been redeemed
record KeysetBooks(
        String keyset,
        @Nullable String unit,
        Sums rows,
        @Nullable Sums sums,
        long adjustment,
        long recorded,
        @Nullable Instant closedSince) {

    /// The sum of the fees of each operation is rounded up once; what is the share of which keyset is decided by the
    /// order of their ids.
    private static final String ALL = """
            WITH signed AS (
                SELECT keyset_id, SUM(amount) AS issued FROM blind_signature WHERE c IS NOT NULL GROUP BY keyset_id),
            held AS (
                SELECT keyset_id,
                       SUM(CASE WHEN state = 'SPENT' THEN amount ELSE 0 END) AS redeemed,
                       SUM(CASE WHEN state = 'PENDING' THEN amount ELSE 0 END) AS reserved
                FROM proof GROUP BY keyset_id),
            inputs AS (
                SELECT p.operation_id, p.keyset_id, COUNT(*) * k.input_fee_ppk AS ppk
                FROM proof p JOIN keyset k ON k.id = p.keyset_id
                WHERE p.state = 'SPENT' AND p.operation_id IS NOT NULL AND k.input_fee_ppk > 0
                GROUP BY p.operation_id, p.keyset_id, k.input_fee_ppk),
            rising AS (
                SELECT keyset_id, ppk,
                       CAST(SUM(ppk) OVER (PARTITION BY operation_id ORDER BY keyset_id) AS BIGINT) AS upto
                FROM inputs),
            charged AS (
                SELECT keyset_id, SUM((upto + 999) / 1000 - (upto - ppk + 999) / 1000) AS fees
                FROM rising GROUP BY keyset_id),
            adjusted AS (
                SELECT keyset_id, SUM(amount) AS recorded FROM keyset_adjustment GROUP BY keyset_id),
            ids AS (
                SELECT id FROM keyset UNION SELECT keyset_id FROM keyset_amounts
                UNION SELECT keyset_id FROM signed UNION SELECT keyset_id FROM held)
            SELECT ids.id, k.unit, k.tripped_time, a.keyset_id AS counted,
                   a.total_issued, a.total_redeemed, a.total_reserved, a.fee_collected, a.adjustment,
                   COALESCE(signed.issued, 0) AS issued, COALESCE(held.redeemed, 0) AS redeemed,
                   COALESCE(held.reserved, 0) AS reserved, COALESCE(charged.fees, 0) AS fees,
                   COALESCE(adjusted.recorded, 0) AS recorded
            FROM ids
            LEFT JOIN keyset k ON k.id = ids.id
            LEFT JOIN keyset_amounts a ON a.keyset_id = ids.id
            LEFT JOIN signed ON signed.keyset_id = ids.id
            LEFT JOIN held ON held.keyset_id = ids.id
            LEFT JOIN charged ON charged.keyset_id = ids.id
            LEFT JOIN adjusted ON adjusted.keyset_id = ids.id
            ORDER BY k.unit, k.derivation_path_index, ids.id
            """;

    /// What a keyset has issued, redeemed, reserved for payments under way, and charged.
    record Sums(long issued, long redeemed, long reserved, long fees) {}

    static List<KeysetBooks> all(JdbcClient jdbc) {
        return jdbc.sql(ALL).query((row, _) -> read(row)).list();
    }

    /// What the mint owes to the holders of this keyset's ecash.
    long outstanding() {
        return rows.issued() - rows.redeemed();
    }

    /// How much more was redeemed, or is about to be, than was issued; negative while it is less.
    long excess() {
        return rows.redeemed() + rows.reserved() - rows.issued();
    }

    /// Whether nobody has confirmed yet that all that it has issued is in the books.
    boolean isUnconfirmed() {
        return Adjustments.isUnconfirmed(adjustment);
    }

    /// What is wrong, in plain words.
    List<String> discrepancies() {
        var found = new ArrayList<String>();
        if (unit == null) {
            found.add("there are rows of keyset " + keyset + ", which the mint does not have");
        }
        if (sums == null) {
            found.add("keyset " + keyset + " has no row of sums");
            return found;
        }
        difference("issued", sums.issued(), "its signatures", rows.issued()).ifPresent(found::add);
        difference("redeemed", sums.redeemed(), "its spent proofs", rows.redeemed())
                .ifPresent(found::add);
        difference("reserved", sums.reserved(), "its pending proofs", rows.reserved())
                .ifPresent(found::add);
        difference("collected in fees", sums.fees(), "the fees of its spent proofs", rows.fees())
                .ifPresent(found::add);
        difference("adjusted", adjustment, "its recorded adjustments", recorded).ifPresent(found::add);
        if (excess() > (isUnconfirmed() ? 0 : adjustment)) {
            found.add("keyset " + keyset + ": " + excess() + " more was redeemed than was issued");
        }
        return found;
    }

    /// What may be, and an operator should know.
    List<String> remarks() {
        var remarks = new ArrayList<String>();
        if (closedSince != null) {
            remarks.add("keyset " + keyset + " is closed since " + closedSince
                    + ": more of it would have been redeemed than was issued");
        }
        if (isUnconfirmed()) {
            remarks.add("keyset " + keyset + " was imported, and nobody has confirmed that its history is complete:"
                    + " redeeming more than was issued is only told here");
        } else if (adjustment != 0) {
            remarks.add("keyset " + keyset + " was adjusted by " + adjustment);
        }
        return remarks;
    }

    private Optional<String> difference(String what, long counted, String of, long found) {
        return counted == found
                ? Optional.empty()
                : Optional.of("keyset " + keyset + ": the sums say " + counted + " " + what + ", " + of + " add up to "
                        + found);
    }

    private static KeysetBooks read(ResultSet row) throws SQLException {
        boolean isCounted = row.getString("counted") != null;
        long closed = row.getLong("tripped_time");
        var closedSince = row.wasNull() ? null : Instant.ofEpochSecond(closed);
        return new KeysetBooks(
                row.getString("id"),
                row.getString("unit"),
                new Sums(row.getLong("issued"), row.getLong("redeemed"), row.getLong("reserved"), row.getLong("fees")),
                isCounted
                        ? new Sums(
                                row.getLong("total_issued"),
                                row.getLong("total_redeemed"),
                                row.getLong("total_reserved"),
                                row.getLong("fee_collected"))
                        : null,
                row.getLong("adjustment"),
                row.getLong("recorded"),
                closedSince);
    }
}
