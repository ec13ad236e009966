package org.cobnut.mint.keyset;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.KeysetId;
import org.cobnut.cashu.Unit;
import org.cobnut.mint.store.Transactions;
import org.cobnut.signatory.KeysetDefinition;
import org.cobnut.signatory.KeysetDefinitions;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Table `keyset`. Its unique index over unit and number makes each keyset be created once, however many replicas try.
final class KeysetRows implements KeysetDefinitions {

    /// The derivation path of a keyset whose private keys a remote signatory has.
    static final String ELSEWHERE = "elsewhere";

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final String issuer;

    /// @param issuer the program that creates keysets, for people who read the table
    KeysetRows(JdbcClient jdbc, Transactions transactions, String issuer) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.issuer = issuer;
    }

    @Override
    public Collection<KeysetDefinition> all() {
        return all(jdbc);
    }

    static Collection<KeysetDefinition> all(JdbcClient jdbc) {
        return jdbc.sql("""
                SELECT id, unit, active, valid_from, valid_to, derivation_path, derivation_path_index, input_fee_ppk,
                       amounts
                FROM keyset
                """).query((row, _) -> definition(row)).list();
    }

    @Override
    public boolean add(KeysetDefinition definition) {
        return transactions.write(() -> {
            if (insert(definition) == 0) {
                return false;
            }
            jdbc.sql("INSERT INTO keyset_amounts (keyset_id) VALUES (:id) ON CONFLICT DO NOTHING")
                    .param("id", definition.id().hex())
                    .update();
            raiseEpoch();
            return true;
        });
    }

    /// Keysets of which more was redeemed than issued, and which no operator has cleared yet.
    Set<KeysetId> tripped() {
        return new HashSet<>(jdbc.sql("SELECT id FROM keyset WHERE tripped_time IS NOT NULL")
                .query((row, _) -> new KeysetId(row.getString("id")))
                .list());
    }

    /// Closes a keyset, and notes when it was closed first.
    void trip(KeysetId id, Instant now) {
        transactions.run(() -> {
            jdbc.sql("UPDATE keyset SET tripped_time = :now WHERE id = :id AND tripped_time IS NULL")
                    .param("now", now.getEpochSecond())
                    .param("id", id.hex())
                    .update();
            raiseEpoch();
        });
    }

    /// Opens a keyset that was closed.
    void reopen(KeysetId id) {
        transactions.run(() -> {
            jdbc.sql("UPDATE keyset SET tripped_time = NULL WHERE id = ? AND tripped_time IS NOT NULL")
                    .param(id.hex())
                    .update();
            raiseEpoch();
        });
    }

    /// Marks keysets whose time is over, so that they are never active again.
    void retire(List<KeysetId> ids) {
        if (ids.isEmpty()) {
            return;
        }
        transactions.run(() -> {
            for (var id : ids) {
                jdbc.sql("UPDATE keyset SET active = FALSE WHERE id = :id AND active = TRUE")
                        .param("id", id.hex())
                        .update();
            }
            raiseEpoch();
        });
    }

    private int insert(KeysetDefinition definition) {
        var expiry = definition.finalExpiry();
        return jdbc.sql("""
                INSERT INTO keyset (id, unit, active, valid_from, valid_to, derivation_path, derivation_path_index,
                                    input_fee_ppk, amounts, issuer_version)
                VALUES (:id, :unit, :active, :validFrom, :validTo, :path, :index, :fee, :amounts, :issuer)
                ON CONFLICT DO NOTHING
                """)
                .param("id", definition.id().hex())
                .param("unit", definition.unit().name())
                .param("active", definition.active())
                .param("validFrom", definition.validFrom().getEpochSecond())
                .param("validTo", expiry == null ? null : expiry.getEpochSecond())
                .param("path", definition.derivationPath())
                .param("index", definition.index())
                .param("fee", definition.inputFeePpk())
                .param("amounts", write(definition.amounts()))
                .param("issuer", issuer)
                .update();
    }

    private void raiseEpoch() {
        jdbc.sql("UPDATE keyset_epoch SET epoch = epoch + 1 WHERE id = 0").update();
    }

    private static KeysetDefinition definition(ResultSet row) throws SQLException {
        long expiry = row.getLong("valid_to");
        return new KeysetDefinition(
                new KeysetId(row.getString("id")),
                new Unit(row.getString("unit")),
                row.getInt("derivation_path_index"),
                row.getString("derivation_path"),
                amounts(row.getString("id"), row.getString("amounts")),
                row.getLong("input_fee_ppk"),
                row.getBoolean("active"),
                Instant.ofEpochSecond(row.getLong("valid_from")),
                expiry == 0 ? null : Instant.ofEpochSecond(expiry));
    }

    private static List<Amount> amounts(String id, @Nullable String json) {
        if (json == null || !json.matches("\\[\\s*\\d+(\\s*,\\s*\\d+)*\\s*]")) {
            throw new IllegalStateException("row " + id + " of table keyset does not say which amounts it has");
        }
        return Arrays.stream(json.substring(1, json.length() - 1).split(","))
                .map(amount -> Amount.parse(amount.strip()))
                .toList();
    }

    private static String write(List<Amount> amounts) {
        return amounts.stream().map(Amount::toString).collect(Collectors.joining(",", "[", "]"));
    }
}
