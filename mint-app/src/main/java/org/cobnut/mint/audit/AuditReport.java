package org.cobnut.mint.audit;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/// What an audit has found, as the endpoint answers it. Amounts are in the unit of their line.
///
/// @param database which one, without a password
/// @param at when
/// @param balanced whether there is no discrepancy
/// @param rows how many rows of each table were read
/// @param discrepancies what must not be, in plain words
/// @param remarks what may be and an operator should know
public record AuditReport(
        String database,
        Instant at,
        boolean balanced,
        Map<String, Long> rows,
        List<KeysetLine> keysets,
        List<UnitLine> units,
        List<String> discrepancies,
        List<String> remarks) {

    /// A keyset's books, from its rows.
    public record KeysetLine(
            @Nullable String unit,
            String keyset,
            long issued,
            long redeemed,
            long reserved,
            long outstanding,
            long fees) {

        static KeysetLine of(KeysetBooks keyset) {
            var rows = keyset.rows();
            return new KeysetLine(
                    keyset.unit(),
                    keyset.keyset(),
                    rows.issued(),
                    rows.redeemed(),
                    rows.reserved(),
                    keyset.outstanding(),
                    rows.fees());
        }
    }

    /// A unit's books, from its rows.
    public record UnitLine(
            String unit, long received, long paid, long mintable, long outstanding, long fees, long left) {

        static UnitLine of(UnitBooks unit) {
            return new UnitLine(
                    unit.unit(),
                    unit.received(),
                    unit.paid(),
                    unit.mintable(),
                    unit.outstanding(),
                    unit.fees(),
                    unit.left());
        }
    }
}
