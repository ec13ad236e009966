package org.cobnut.mint.audit;

import java.time.Clock;
import java.util.Arrays;
import java.util.List;

import org.cobnut.mint.store.OnBothDatabases;
import org.cobnut.mint.store.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Books in which every kind of row occurs: they balance, and whatever is changed in them is found.
@OnBothDatabases
class AuditTests {

    private static final String WORLD = """
            INSERT INTO keyset (id, unit, active, valid_from, derivation_path, derivation_path_index, input_fee_ppk)
            VALUES ('00aa', 'sat', FALSE, 1, 'a', 1, 100), ('00bb', 'sat', TRUE, 2, 'b', 2, 250);
            INSERT INTO keyset_amounts (keyset_id, total_issued, total_redeemed, fee_collected, total_reserved)
            VALUES ('00aa', 64, 48, 2, 16), ('00bb', 65, 31, 1, 0);
            INSERT INTO mint_quote (id, amount, unit, request, expiry, amount_paid, amount_issued)
            VALUES ('q1', 60, 'sat', 'r1', 0, 100, 64);
            INSERT INTO mint_quote_payments (quote_id, payment_id, "timestamp", amount)
            VALUES ('q1', 'p1', 1, 60), ('q1', 'p2', 1, 40);
            INSERT INTO mint_quote_issued (quote_id, amount, "timestamp", operation_id) VALUES ('q1', 64, 1, 'mint-1');
            INSERT INTO melt_quote (id, unit, amount, request, fee_reserve, expiry, state, total_spent)
            VALUES ('m1', 'sat', 10, 'r', 1, 0, 'PAID', 11), ('m2', 'sat', 8, 'r', 1, 0, 'PENDING', NULL),
                   ('m3', 'sat', 8, 'r', 1, 0, 'UNPAID', NULL);
            INSERT INTO melt_request (quote_id, inputs_amount, inputs_fee) VALUES ('m2', 16, 1);
            INSERT INTO saga_state (operation_id, operation_kind, state, quote_id, created_at, updated_at)
            VALUES ('melt-2', 'melt', 'attempted', 'm2', 1, 1);
            INSERT INTO completed_operations (operation_id, operation_kind, completed_at, total_issued, total_redeemed,
                                              fee_collected, payment_amount, payment_fee, inputs, outputs, quotes)
            VALUES ('mint-1', 'mint', 1, 64, 0, 0, NULL, NULL, 0, 4, 1),
                   ('swap-1', 'swap', 1, 31, 32, 1, NULL, NULL, 2, 2, 0),
                   ('swap-2', 'swap', 1, 31, 32, 1, NULL, NULL, 2, 1, 0),
                   ('melt-1', 'melt', 1, 3, 15, 1, 10, 1, 1, 1, 1);
            INSERT INTO blind_signature (blinded_message, amount, keyset_id, c, operation_id)
            VALUES (X'01', 16, '00aa', X'00', 'mint-1'), (X'02', 16, '00aa', X'00', 'mint-1'),
                   (X'03', 16, '00aa', X'00', 'mint-1'), (X'04', 16, '00aa', X'00', 'mint-1'),
                   (X'05', 16, '00bb', X'00', 'swap-1'), (X'06', 15, '00bb', X'00', 'swap-1'),
                   (X'07', 31, '00bb', X'00', 'swap-2'), (X'08', 3, '00bb', X'00', 'melt-1'),
                   (X'09', 0, '00bb', NULL, 'melt-2');
            INSERT INTO proof (y, amount, keyset_id, secret, c, state, quote_id, operation_id)
            VALUES (X'01', 16, '00aa', 's', X'00', 'SPENT', NULL, 'swap-1'),
                   (X'02', 16, '00aa', 's', X'00', 'SPENT', NULL, 'swap-1'),
                   (X'03', 16, '00aa', 's', X'00', 'SPENT', NULL, 'swap-2'),
                   (X'04', 16, '00bb', 's', X'00', 'SPENT', NULL, 'swap-2'),
                   (X'05', 15, '00bb', 's', X'00', 'SPENT', 'm1', 'melt-1'),
                   (X'06', 16, '00aa', 's', X'00', 'PENDING', 'm2', 'melt-2')
            """;

    private final TestDatabase database;
    private final Audit audit;

    AuditTests(TestDatabase database) {
        this.database = database;
        this.audit = new Audit(database.reads(), Clock.systemUTC());
        if (database.jdbc().sql("SELECT COUNT(*) FROM keyset").query(Long.class).single() == 0) {
            run(WORLD);
        }
    }

    @Test
    void balances() {
        var report = audit.run();

        assertThat(report.discrepancies()).isEmpty();
        assertThat(report.balanced()).isTrue();
        assertThat(report.keysets())
                .containsExactly(
                        new AuditReport.KeysetLine("sat", "00aa", 64, 48, 16, 16, 2),
                        new AuditReport.KeysetLine("sat", "00bb", 65, 31, 0, 34, 1));
        assertThat(report.units()).containsExactly(new AuditReport.UnitLine("sat", 100, 11, 36, 50, 3, 3));
        assertThat(report.rows()).containsEntry("proof", 6L).containsEntry("saga_state", 1L);
    }

    /// How the books are falsified, how that is undone, and what the audit says of it.
    record Case(String falsify, String mend, String said) {}

    static List<Case> cases() {
        return List.of(
                new Case(
                        "UPDATE keyset_amounts SET total_issued = 66 WHERE keyset_id = '00aa'",
                        "UPDATE keyset_amounts SET total_issued = 64 WHERE keyset_id = '00aa'",
                        "keyset 00aa: the sums say 66 issued, its signatures add up to 64"),
                new Case(
                        "UPDATE keyset_amounts SET total_redeemed = 30 WHERE keyset_id = '00bb'",
                        "UPDATE keyset_amounts SET total_redeemed = 31 WHERE keyset_id = '00bb'",
                        "keyset 00bb: the sums say 30 redeemed, its spent proofs add up to 31"),
                new Case(
                        "UPDATE keyset_amounts SET total_reserved = 15 WHERE keyset_id = '00aa'",
                        "UPDATE keyset_amounts SET total_reserved = 16 WHERE keyset_id = '00aa'",
                        "keyset 00aa: the sums say 15 reserved, its pending proofs add up to 16"),
                new Case(
                        "UPDATE keyset_amounts SET fee_collected = 0 WHERE keyset_id = '00bb'",
                        "UPDATE keyset_amounts SET fee_collected = 1 WHERE keyset_id = '00bb'",
                        "keyset 00bb: the sums say 0 collected in fees, the fees of its spent proofs add up to 1"),
                new Case(
                        "UPDATE keyset_amounts SET adjustment = 7 WHERE keyset_id = '00bb'",
                        "UPDATE keyset_amounts SET adjustment = 0 WHERE keyset_id = '00bb'",
                        "keyset 00bb: the sums say 7 adjusted, its recorded adjustments add up to 0"),
                new Case(
                        "DELETE FROM keyset_amounts WHERE keyset_id = '00bb'",
                        "INSERT INTO keyset_amounts (keyset_id, total_issued, total_redeemed, fee_collected)"
                                + " VALUES ('00bb', 65, 31, 1)",
                        "keyset 00bb has no row of sums"),
                new Case(
                        "UPDATE keyset SET id = '00cc' WHERE id = '00bb'",
                        "UPDATE keyset SET id = '00bb' WHERE id = '00cc'",
                        "there are rows of keyset 00bb, which the mint does not have"),
                new Case(
                        "UPDATE proof SET amount = 17 WHERE y = X'05'",
                        "UPDATE proof SET amount = 15 WHERE y = X'05'",
                        "operation melt-1 (melt): 3 issued, 15 redeemed and 1 in fees were noted; its rows add up to 3,"
                                + " 17 and 1"),
                new Case(
                        "UPDATE completed_operations SET outputs = 3 WHERE operation_id = 'mint-1'",
                        "UPDATE completed_operations SET outputs = 4 WHERE operation_id = 'mint-1'",
                        "operation mint-1 (mint): 3 outputs and 0 inputs were noted; there are 4 and 0"),
                new Case(
                        "UPDATE completed_operations SET payment_fee = 2 WHERE operation_id = 'melt-1'",
                        "UPDATE completed_operations SET payment_fee = 1 WHERE operation_id = 'melt-1'",
                        "operation melt-1 (melt): 15 was redeemed, and 16 given for it"),
                new Case(
                        "UPDATE proof SET operation_id = 'x' WHERE y = X'05'",
                        "UPDATE proof SET operation_id = 'melt-1' WHERE y = X'05'",
                        "operation x has spent 15, but was never completed"),
                new Case(
                        "UPDATE blind_signature SET operation_id = 'x' WHERE blinded_message = X'08'",
                        "UPDATE blind_signature SET operation_id = 'melt-1' WHERE blinded_message = X'08'",
                        "operation x has issued 3, but was never completed"),
                new Case(
                        "UPDATE proof SET operation_id = NULL WHERE y = X'06'",
                        "UPDATE proof SET operation_id = 'melt-2' WHERE y = X'06'",
                        "pending proofs of 16 belong to no operation that is under way (none)"),
                new Case(
                        "UPDATE blind_signature SET operation_id = 'x' WHERE blinded_message = X'09'",
                        "UPDATE blind_signature SET operation_id = 'melt-2' WHERE blinded_message = X'09'",
                        "1 unsigned outputs belong to no operation that is under way (x)"),
                new Case(
                        "UPDATE mint_quote SET amount_paid = 1000 WHERE id = 'q1'",
                        "UPDATE mint_quote SET amount_paid = 100 WHERE id = 'q1'",
                        "mint quote q1: 1000 is noted as paid, its payments add up to 100"),
                new Case(
                        "UPDATE mint_quote SET amount_issued = 0 WHERE id = 'q1'",
                        "UPDATE mint_quote SET amount_issued = 64 WHERE id = 'q1'",
                        "mint quote q1: 0 is noted as issued, what was minted adds up to 64"),
                new Case(
                        "UPDATE mint_quote_issued SET operation_id = 'x'",
                        "UPDATE mint_quote_issued SET operation_id = 'mint-1'",
                        "operation mint-1 has minted 64, and drawn 0 from quotes"),
                new Case(
                        "UPDATE proof SET quote_id = NULL WHERE y = X'05'",
                        "UPDATE proof SET quote_id = 'm1' WHERE y = X'05'",
                        "melt quote m1 is paid, but no ecash was redeemed for it"),
                new Case(
                        "UPDATE melt_quote SET state = 'UNPAID' WHERE id = 'm1'",
                        "UPDATE melt_quote SET state = 'PAID' WHERE id = 'm1'",
                        "melt quote m1 is UNPAID, but holds or has spent ecash"),
                new Case(
                        "UPDATE melt_quote SET state = 'PENDING' WHERE id = 'm3'",
                        "UPDATE melt_quote SET state = 'UNPAID' WHERE id = 'm3'",
                        "melt quote m3 is pending, but no melt of it is under way"),
                new Case(
                        "UPDATE melt_quote SET state = 'FAILED' WHERE id = 'm2'",
                        "UPDATE melt_quote SET state = 'PENDING' WHERE id = 'm2'",
                        "melt melt-2 is under way, but its quote is FAILED"),
                new Case(
                        "UPDATE melt_request SET inputs_amount = 32 WHERE quote_id = 'm2'",
                        "UPDATE melt_request SET inputs_amount = 16 WHERE quote_id = 'm2'",
                        "melt melt-2 was given 32, and holds 16"),
                new Case(
                        "UPDATE melt_quote SET total_spent = 15 WHERE id = 'm1'",
                        "UPDATE melt_quote SET total_spent = 11 WHERE id = 'm1'",
                        "unit sat: the mint owes 1 more than it has received"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void namesWhatIsWrong(Case wrong) {
        run(wrong.falsify());
        try {
            var report = audit.run();

            assertThat(report.discrepancies()).contains(wrong.said());
            assertThat(report.balanced()).isFalse();
        } finally {
            run(wrong.mend());
        }
        assertThat(audit.run().discrepancies()).isEmpty();
    }

    @Test
    void namesWhatIsBeyondWhatWasIssued() {
        run("UPDATE keyset_amounts SET adjustment = 5 WHERE keyset_id = '00aa';"
                + " INSERT INTO keyset_adjustment (keyset_id, amount, reason, created_time) VALUES ('00aa', 5, '', 1);"
                + " UPDATE proof SET amount = 22 WHERE y = X'06'");
        try {
            assertThat(audit.run().discrepancies()).contains("keyset 00aa: 6 more was redeemed than was issued");
        } finally {
            run("UPDATE keyset_amounts SET adjustment = 0 WHERE keyset_id = '00aa'; DELETE FROM keyset_adjustment;"
                    + " UPDATE proof SET amount = 16 WHERE y = X'06'");
        }
    }

    @Test
    void countsWhatItDoesNotName() {
        run("UPDATE saga_state SET operation_id = 'y'; DELETE FROM proof WHERE y = X'06'");
        for (int i = 0; i < 25; i++) {
            run("INSERT INTO proof (y, amount, keyset_id, secret, c, state, operation_id)"
                    + " VALUES (X'11%02x', 1, '00aa', 's', X'00', 'PENDING', 'lost-%d')".formatted(i, i));
        }
        try {
            assertThat(audit.run().discrepancies())
                    .filteredOn(found -> found.startsWith("pending proofs of 1 belong to no operation"))
                    .hasSize(20);
            assertThat(audit.run().discrepancies()).contains("… and 5 more like the last");
        } finally {
            run("UPDATE saga_state SET operation_id = 'melt-2'; DELETE FROM proof WHERE operation_id LIKE 'lost%';"
                    + " INSERT INTO proof (y, amount, keyset_id, secret, c, state, quote_id, operation_id)"
                    + " VALUES (X'06', 16, '00aa', 's', X'00', 'PENDING', 'm2', 'melt-2')");
        }
    }

    @Test
    void remarksOnWhatAnOperatorShouldKnow() {
        run(
                "UPDATE keyset SET tripped_time = 1700000000 WHERE id = '00aa'; UPDATE melt_quote SET loss = TRUE WHERE id = 'm1';"
                        + " INSERT INTO parked_receipt (processor, node_id, unit, payment_method, request_lookup_id, payment_id,"
                        + " amount, amount_unit, received_time, reason)"
                        + " VALUES ('p', 'n', 'sat', 'bolt11', 'l', 'i', 21, 'sat', 1, 'no such request')");
        try {
            var report = audit.run();

            assertThat(report.balanced()).isTrue();
            assertThat(report.remarks())
                    .containsExactly(
                            "keyset 00aa is closed since 2023-11-14T22:13:20Z: more of it would have been redeemed than"
                                    + " was issued",
                            "melt quote m1: 11 sat were paid without ecash for them, the mint's loss",
                            "1 receipts of 21 sat together belong to no quote: no such request");
        } finally {
            run(
                    "UPDATE keyset SET tripped_time = NULL WHERE id = '00aa'; UPDATE melt_quote SET loss = FALSE WHERE id = 'm1';"
                            + " DELETE FROM parked_receipt");
        }
    }

    private void run(String statements) {
        database.transactions()
                .run(() -> Arrays.stream(statements.split(";"))
                        .forEach(sql -> database.jdbcTemplate().execute(sql.replace("X'", bytes()))));
    }

    /// SQLite writes bytes as X'01', PostgreSQL as '\x01'.
    private String bytes() {
        return database.dialect() instanceof org.cobnut.mint.store.SqliteDialect ? "X'" : "'\\x";
    }
}
