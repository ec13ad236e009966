package org.cobnut.mint.ledger;

import java.time.Clock;
import java.util.List;

import org.cobnut.cashu.KeysetId;
import org.cobnut.mint.keyset.Keysets;
import org.cobnut.mint.replica.Replica;
import org.cobnut.mint.store.SqlDialect;
import org.cobnut.mint.store.Transactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Tables `keyset_adjustment` and the adjustments of `keyset_amounts`: by how much more than it has issued a keyset
/// may redeem, because an operator has looked into it and says so. What was issued is never changed.
@Component
public class Adjustments {

    /// The adjustment of an imported keyset, until an operator confirms that all it has issued is in the books.
    public static final long UNCONFIRMED = 1L << 62;

    private static final Logger log = LoggerFactory.getLogger(Adjustments.class);

    private final JdbcClient jdbc;
    private final SqlDialect dialect;
    private final Transactions transactions;
    private final Keysets keysets;
    private final Replica replica;
    private final Clock clock;

    Adjustments(
            JdbcClient jdbc,
            SqlDialect dialect,
            Transactions transactions,
            Keysets keysets,
            Replica replica,
            Clock clock) {
        this.jdbc = jdbc;
        this.dialect = dialect;
        this.transactions = transactions;
        this.keysets = keysets;
        this.replica = replica;
        this.clock = clock;
    }

    /// A recorded decision.
    ///
    /// @param amount added to what the keyset may redeem
    /// @param time seconds since the epoch
    public record Adjustment(String keyset, long amount, String reason, long time) {}

    /// All that were recorded, the oldest first.
    public List<Adjustment> all() {
        return jdbc.sql("SELECT keyset_id, amount, reason, created_time FROM keyset_adjustment ORDER BY id")
                .query((row, _) -> new Adjustment(
                        row.getString("keyset_id"),
                        row.getLong("amount"),
                        row.getString("reason"),
                        row.getLong("created_time")))
                .list();
    }

    /// Records a decision, and opens the keyset again if it was closed: an amount of 0 does just that.
    ///
    /// @param reason for those who come later
    /// @throws IllegalArgumentException if there is no such keyset, or if it would have redeemed too much by then
    public void record(KeysetId keyset, long amount, String reason) {
        transactions.run(() -> write(keyset, amount, reason));
        keysets.reopen(keyset);
    }

    /// Takes back that an imported keyset's history may be incomplete.
    ///
    /// @throws IllegalArgumentException as [#record], or if that was confirmed before
    public void confirm(KeysetId keyset, String reason) {
        transactions.run(() -> {
            if (!isUnconfirmed(adjustment(keyset))) {
                throw new IllegalArgumentException("the history of keyset " + keyset + " is not in doubt");
            }
            write(keyset, -UNCONFIRMED, reason);
        });
    }

    /// Whether an adjustment contains that of an imported keyset, whatever else was allowed or taken back.
    public static boolean isUnconfirmed(long adjustment) {
        return adjustment >= UNCONFIRMED / 2;
    }

    /// An imported keyset's bound stops nobody before it is confirmed, so it is at least told.
    @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT1M")
    void remindOfUnconfirmed() {
        if (replica.isEldest()) {
            doubtful()
                    .forEach(keyset -> log.error(
                            "Imported keyset {} has redeemed more than is known to be issued: are its old books complete?",
                            keyset));
        }
    }

    private List<String> doubtful() {
        return jdbc.sql("""
                SELECT keyset_id FROM keyset_amounts
                WHERE adjustment >= ? AND total_redeemed + total_reserved > total_issued + adjustment - ?
                """)
                .params(UNCONFIRMED / 2, UNCONFIRMED)
                .query((row, _) -> row.getString("keyset_id"))
                .list();
    }

    private void write(KeysetId keyset, long amount, String reason) {
        long before = adjustment(keyset);
        jdbc.sql("INSERT INTO keyset_adjustment (keyset_id, amount, reason, created_time) VALUES (?, ?, ?, ?)")
                .params(keyset.hex(), amount, reason, clock.instant().getEpochSecond())
                .update();
        try {
            jdbc.sql("UPDATE keyset_amounts SET adjustment = ? WHERE keyset_id = ?")
                    .params(Math.addExact(before, amount), keyset.hex())
                    .update();
        } catch (DataIntegrityViolationException error) {
            throw KeysetSums.isBoundBroken(error) ? tooLittle(keyset, error) : error;
        }
    }

    private long adjustment(KeysetId keyset) {
        return jdbc.sql("SELECT adjustment FROM keyset_amounts WHERE keyset_id = ?" + dialect.forUpdate())
                .param(keyset.hex())
                .query(Long.class)
                .optional()
                .orElseThrow(() -> new IllegalArgumentException("there is no keyset " + keyset));
    }

    private static IllegalArgumentException tooLittle(KeysetId keyset, Throwable cause) {
        return new IllegalArgumentException(
                "keyset " + keyset + " has redeemed more than that would allow: the audit says how much", cause);
    }
}
