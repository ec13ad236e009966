package org.cobnut.mint.transfer;

import java.util.ArrayList;
import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;

/// What CDK has counted, compared with the rows that were copied.
record CdkComparison(JdbcClient from, JdbcClient target) {

    private static final String SIGNED =
            "SELECT SUM(amount) FROM blind_signature WHERE c IS NOT NULL AND keyset_id = ?";
    private static final String SPENT = "SELECT SUM(amount) FROM proof WHERE state = 'SPENT' AND keyset_id = ?";

    private record Counted(String keyset, long issued, long redeemed) {}

    /// In plain words.
    List<String> differences() {
        var differences = new ArrayList<String>();
        for (var table : CdkTables.ALL) {
            var count = "SELECT COUNT(*) FROM " + table.name();
            compare(
                    differences,
                    table.name() + " has %d rows, and %d were copied",
                    from.sql(count + " " + table.condition().replaceFirst("ORDER BY.*", ""))
                            .query(Long.class)
                            .single(),
                    target.sql(count).query(Long.class).single());
        }
        for (var counted : counted()) {
            compare(
                    differences,
                    "keyset " + counted.keyset() + ": CDK has counted %d as issued, its signatures add up to %d",
                    counted.issued(),
                    sum(SIGNED, counted.keyset()));
            compare(
                    differences,
                    "keyset " + counted.keyset() + ": CDK has counted %d as redeemed, its spent proofs add up to %d",
                    counted.redeemed(),
                    sum(SPENT, counted.keyset()));
        }
        differences.addAll(new CdkInvoices(target).lostAmounts());
        return differences;
    }

    private List<Counted> counted() {
        return from.sql("""
                SELECT k.id, COALESCE(a.total_issued, 0) AS issued, COALESCE(a.total_redeemed, 0) AS redeemed
                FROM keyset k LEFT JOIN keyset_amounts a ON a.keyset_id = k.id
                WHERE k.unit <> 'auth' ORDER BY k.id
                """)
                .query((row, _) -> new Counted(row.getString("id"), row.getLong("issued"), row.getLong("redeemed")))
                .list();
    }

    private long sum(String sql, String keyset) {
        return target.sql(sql).param(keyset).query((row, _) -> row.getLong(1)).single();
    }

    private static void compare(List<String> differences, String sentence, long counted, long found) {
        if (counted != found) {
            differences.add(sentence.formatted(counted, found));
        }
    }
}
