package org.cobnut.mint.audit;

import java.math.BigInteger;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import org.cobnut.mint.store.OnBothDatabases;
import org.cobnut.mint.store.TestDatabase;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// An audit reads many tables, one after the other, while the mint goes on writing to all of them.
@OnBothDatabases
class AuditUnderLoadTests {

    private static final int AUDITS = 30;

    private final TestDatabase database;
    private final JdbcTemplate jdbc;
    private final AtomicLong written = new AtomicLong();

    AuditUnderLoadTests(TestDatabase database) {
        this.database = database;
        this.jdbc = database.jdbcTemplate();
    }

    @Test
    void seesOneInstant() throws Exception {
        database.transactions().run(() -> {
            jdbc.execute("INSERT INTO keyset (id, unit, active, valid_from, derivation_path, input_fee_ppk)"
                    + " VALUES ('00aa', 'sat', TRUE, 1, 'a', 0)");
            jdbc.execute("INSERT INTO keyset_amounts (keyset_id) VALUES ('00aa')");
            jdbc.execute("INSERT INTO mint_quote (id, unit, request, expiry) VALUES ('q', 'sat', 'r', 0)");
        });
        var audit = new Audit(database.reads(), Clock.systemUTC());
        var goesOn = new AtomicBoolean(true);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var writing = threads.submit(() -> {
                while (goesOn.get()) {
                    database.transactions().run(this::mint);
                    written.incrementAndGet();
                }
            });
            try {
                for (int i = 0; i < AUDITS; i++) {
                    long before = written.get();
                    assertIsOfOneInstant(audit.run());
                    await().until(() -> written.get() > before);
                }
            } finally {
                goesOn.set(false);
                writing.get();
            }
        }

        assertThat(audit.run().rows()).containsEntry("blind_signature", written.get());
    }

    /// These are read by statements of their own, the first and the last of them far apart.
    private static void assertIsOfOneInstant(AuditReport report) {
        long issued = report.keysets().getFirst().issued();
        assertThat(report.discrepancies()).isEmpty();
        assertThat(report.units().getFirst().received()).isEqualTo(issued);
        assertThat(report.rows())
                .containsEntry("blind_signature", issued)
                .containsEntry("completed_operations", issued);
    }

    /// One sat, in every table that it belongs to.
    private void mint() {
        long number = written.get();
        jdbc.update(
                "INSERT INTO mint_quote_payments (quote_id, payment_id, \"timestamp\", amount) VALUES ('q', ?, 1, 1)",
                "p" + number);
        jdbc.update("UPDATE mint_quote SET amount_paid = amount_paid + 1 WHERE id = 'q'");
        jdbc.update("UPDATE mint_quote SET amount_issued = amount_issued + 1 WHERE id = 'q'");
        jdbc.update(
                "INSERT INTO blind_signature (blinded_message, amount, keyset_id, c, operation_id) VALUES (?, 1, '00aa', ?, ?)",
                BigInteger.valueOf(number).toByteArray(),
                new byte[1],
                "o" + number);
        jdbc.update(
                "INSERT INTO completed_operations (operation_id, operation_kind, completed_at, total_issued,"
                        + " total_redeemed, fee_collected, outputs, quotes) VALUES (?, 'mint', 1, 1, 0, 0, 1, 1)",
                "o" + number);
        jdbc.update(
                "INSERT INTO mint_quote_issued (quote_id, amount, \"timestamp\", operation_id) VALUES ('q', 1, 1, ?)",
                "o" + number);
        jdbc.update("UPDATE keyset_amounts SET total_issued = total_issued + 1");
    }
}
