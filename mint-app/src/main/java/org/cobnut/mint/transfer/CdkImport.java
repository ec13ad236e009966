package org.cobnut.mint.transfer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.cobnut.mint.audit.Audit;
import org.cobnut.mint.audit.AuditReport;
import org.cobnut.mint.command.CommandRefusedException;
import org.cobnut.mint.keyset.SeedCheck;
import org.cobnut.mint.ledger.Adjustments;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Takes over what CDK's mint has in its database, all within one transaction of the caller's: copies the rows, ends or
/// continues what was under way, and works out what we keep and CDK does not.
final class CdkImport {

    private static final String LAST_MIGRATION = "20260811000000_add_last_checked_to_mint_quote.sql";
    private static final String REASON = "imported from CDK; all that was issued may not be in its books";

    private final JdbcClient from;
    private final JdbcTemplate to;
    private final JdbcClient target;
    private final Instant now;

    /// @param from CDK's database
    /// @param to ours, with tables and without rows
    CdkImport(JdbcClient from, JdbcTemplate to, Instant now) {
        this.from = from;
        this.to = to;
        this.target = JdbcClient.create(to);
        this.now = now;
    }

    /// What was taken over.
    ///
    /// @param rows how many of each table
    /// @param books as they are now
    /// @param differences between what CDK has counted and what its rows add up to
    /// @param notes what the operator should know
    record Result(Map<String, Long> rows, AuditReport books, List<String> differences, List<String> notes) {

        boolean isExact() {
            return differences.isEmpty();
        }
    }

    /// Does all of it.
    ///
    /// @throws CommandRefusedException if it is no such database, or ours is not empty, or the seed is another
    Result run(SeedCheck seed) {
        requireCdk();
        EmptyDatabaseCheck.require(target);
        var rows = new LinkedHashMap<String, Long>();
        CdkTables.ALL.forEach(table -> rows.put(table.name(), table.copy(from, to)));
        requireSeed(seed);
        requireAmounts();
        var differences = new ArrayList<>(new CdkComparison(from, target).differences());
        var notes = new ArrayList<String>();
        noteWhatIsLeft(notes);
        notes.addAll(new CdkOperations(target, now).settle());
        notes.addAll(new CdkDerived(target, to).fill());
        addSums();
        return new Result(rows, Audit.report(target, "the import", now), List.copyOf(differences), List.copyOf(notes));
    }

    private void requireCdk() {
        try {
            var found = from.sql("SELECT COUNT(*) FROM migrations WHERE name = ?")
                    .param(LAST_MIGRATION)
                    .query(Long.class)
                    .single();
            if (found == 1) {
                return;
            }
        } catch (DataAccessException error) {
            throw new CommandRefusedException("this is no database of CDK's mint: " + error.getMessage());
        }
        throw new CommandRefusedException("this database is of a CDK before 0.18: start cdk-mintd 0.18 on it once");
    }

    private void requireSeed(SeedCheck seed) {
        try {
            seed.require(target);
        } catch (IllegalArgumentException foreign) {
            throw new CommandRefusedException(String.valueOf(foreign.getMessage()));
        }
    }

    /// A 32-bit column takes amounts modulo 2^32: such a row is lost, and shows by an amount that no key is for.
    private void requireAmounts() {
        var keys = new LinkedHashMap<String, List<String>>();
        target.sql("SELECT id, amounts FROM keyset").query(row -> {
            keys.put(row.getString(1), List.of(String.valueOf(row.getString(2)).split("[\\[\\],\\s]+")));
        });
        target.sql("""
                SELECT keyset_id, amount FROM blind_signature WHERE c IS NOT NULL
                UNION SELECT keyset_id, amount FROM proof
                """).query(row -> {
            var keyset = row.getString(1);
            if (!keys.getOrDefault(keyset, List.of()).contains(row.getString(2))) {
                throw new CommandRefusedException("there is ecash of " + row.getString(2) + " of keyset " + keyset
                        + ", which has no such key: has a 32-bit column of PostgreSQL lost its value?");
            }
        });
    }

    private void noteWhatIsLeft(List<String> notes) {
        long strays = count("SELECT COUNT(*) FROM proof WHERE state NOT IN ('SPENT', 'PENDING')");
        if (strays > 0) {
            notes.add(strays + " proofs of requests that were never carried out are left behind");
        }
        long tickets = count("SELECT COUNT(*) FROM keyset WHERE unit = 'auth'");
        if (tickets > 0) {
            notes.add(tickets + " keysets of blind authentication are left behind");
        }
        notes.add("CDK's settings (kv_store) are left behind: set what you need as settings of this mint");
    }

    private long count(String sql) {
        return from.sql(sql).query(Long.class).single();
    }

    /// Each keyset's sums, from its rows; its bound only alerts until an operator confirms its history.
    private void addSums() {
        for (var keyset : Audit.report(target, "the import", now).keysets()) {
            target.sql("""
                            INSERT INTO keyset_amounts (keyset_id, total_issued, total_redeemed, total_reserved,
                                                        fee_collected, adjustment)
                            VALUES (?, ?, ?, ?, ?, ?)
                            """)
                    .params(keyset.keyset(), keyset.issued(), keyset.redeemed(), keyset.reserved(), keyset.fees())
                    .param(Adjustments.UNCONFIRMED)
                    .update();
            target.sql("INSERT INTO keyset_adjustment (keyset_id, amount, reason, created_time) VALUES (?, ?, ?, ?)")
                    .params(keyset.keyset(), Adjustments.UNCONFIRMED, REASON, now.getEpochSecond())
                    .update();
        }
        target.sql("UPDATE keyset_epoch SET epoch = epoch + 1").update();
    }
}
