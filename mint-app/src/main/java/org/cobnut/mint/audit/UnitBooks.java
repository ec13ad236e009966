package org.cobnut.mint.audit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

import org.springframework.jdbc.core.simple.JdbcClient;

/// What the mint has and owes in one unit.
///
/// @param received by its mint quotes
/// @param paid by its melts, routing included
/// @param mintable received, and not minted yet
/// @param issued all ecash there ever was
/// @param redeemed ecash that came back
/// @param fees that swaps and melts have paid, which is part of what is left
record UnitBooks(String unit, long received, long paid, long mintable, long issued, long redeemed, long fees) {

    private static final String RECEIVED = "SELECT unit, SUM(amount_paid) FROM mint_quote GROUP BY unit";
    private static final String MINTABLE =
            "SELECT unit, SUM(amount_paid - amount_issued) FROM mint_quote GROUP BY unit";
    private static final String PAID =
            "SELECT unit, SUM(COALESCE(total_spent, amount)) FROM melt_quote WHERE state = 'PAID' GROUP BY unit";

    static List<UnitBooks> all(JdbcClient jdbc, List<KeysetBooks> keysets) {
        var received = byUnit(jdbc, RECEIVED);
        var mintable = byUnit(jdbc, MINTABLE);
        var paid = byUnit(jdbc, PAID);
        var units = new TreeSet<>(received.keySet());
        units.addAll(paid.keySet());
        keysets.stream()
                .flatMap(keyset -> Optional.ofNullable(keyset.unit()).stream())
                .forEach(units::add);
        return units.stream()
                .map(unit -> of(
                        unit,
                        received.getOrDefault(unit, 0L),
                        paid.getOrDefault(unit, 0L),
                        mintable.getOrDefault(unit, 0L),
                        keysets))
                .toList();
    }

    private static UnitBooks of(String unit, long received, long paid, long mintable, List<KeysetBooks> keysets) {
        long issued = 0;
        long redeemed = 0;
        long fees = 0;
        for (var keyset : keysets) {
            if (unit.equals(keyset.unit())) {
                issued = Math.addExact(issued, keyset.rows().issued());
                redeemed = Math.addExact(redeemed, keyset.rows().redeemed());
                fees = Math.addExact(fees, keyset.rows().fees());
            }
        }
        return new UnitBooks(unit, received, paid, mintable, issued, redeemed, fees);
    }

    /// What the mint owes to the holders of its ecash.
    long outstanding() {
        return issued - redeemed;
    }

    /// What would be the mint's own if all ecash came back: fees, and what was reserved for routing and not returned.
    long left() {
        return received - paid - mintable - outstanding();
    }

    Optional<String> discrepancy() {
        return left() >= 0
                ? Optional.empty()
                : Optional.of("unit " + unit + ": the mint owes " + -left() + " more than it has received");
    }

    private static Map<String, Long> byUnit(JdbcClient jdbc, String sql) {
        var sums = new LinkedHashMap<String, Long>();
        jdbc.sql(sql).query(row -> {
            sums.put(row.getString(1), row.getLong(2));
        });
        return sums;
    }
}
