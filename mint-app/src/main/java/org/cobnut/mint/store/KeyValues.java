package org.cobnut.mint.store;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Table `kv_store`: small texts by name, for features that need no table of their own. Reads need no transaction, and
/// see the open one where there is one; writes are part of their caller's transaction.
@Component
public class KeyValues {

    private static final String NAMED = """
            primary_namespace = :primary AND secondary_namespace = :secondary AND "key" = :key""";

    private final JdbcClient jdbc;
    private final Clock clock;

    KeyValues(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// The text under `name`, if there is one.
    public Optional<String> get(KeyValueName name) {
        return named(jdbc.sql("SELECT value FROM kv_store WHERE " + NAMED), name)
                .query(byte[].class)
                .optional()
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /// The keys in a namespace, sorted.
    ///
    /// @throws IllegalArgumentException if there can be no such namespace
    public List<String> keys(String primary, String secondary) {
        KeyValueName.requireNamespace(primary, secondary);
        return jdbc.sql("""
                SELECT "key" FROM kv_store
                WHERE primary_namespace = :primary AND secondary_namespace = :secondary ORDER BY "key"
                """)
                .param("primary", primary)
                .param("secondary", secondary)
                .query((row, _) -> row.getString(1))
                .list();
    }

    /// Writes `value`, whatever was there before.
    public void put(KeyValueName name, String value) {
        Transactions.requireOpen();
        insert("""
                ON CONFLICT (primary_namespace, secondary_namespace, "key")
                DO UPDATE SET value = excluded.value, updated_time = excluded.updated_time
                """, name, value);
    }

    /// Writes `value` unless there is one. Of several concurrent callers one succeeds.
    ///
    /// @return whether it was written
    public boolean putIfAbsent(KeyValueName name, String value) {
        Transactions.requireOpen();
        return insert("ON CONFLICT DO NOTHING", name, value) == 1;
    }

    /// Writes `value` in place of `expected`, and only of that.
    ///
    /// @return whether it was written
    public boolean replace(KeyValueName name, String expected, String value) {
        Transactions.requireOpen();
        return named(
                                jdbc.sql("UPDATE kv_store SET value = :value, updated_time = :now WHERE " + NAMED
                                        + " AND value = :expected"),
                                name)
                        .param("value", bytes(value))
                        .param("expected", bytes(expected))
                        .param("now", now())
                        .update()
                == 1;
    }

    /// Removes the text under `name`.
    ///
    /// @return whether there was one
    public boolean remove(KeyValueName name) {
        Transactions.requireOpen();
        return named(jdbc.sql("DELETE FROM kv_store WHERE " + NAMED), name).update() == 1;
    }

    private int insert(String onConflict, KeyValueName name, String value) {
        var sql = """
                INSERT INTO kv_store (primary_namespace, secondary_namespace, "key", value, created_time, updated_time)
                VALUES (:primary, :secondary, :key, :value, :now, :now)
                """;
        return named(jdbc.sql(sql + onConflict), name)
                .param("value", bytes(value))
                .param("now", now())
                .update();
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }

    private static JdbcClient.StatementSpec named(JdbcClient.StatementSpec statement, KeyValueName name) {
        return statement
                .param("primary", name.primary())
                .param("secondary", name.secondary())
                .param("key", name.key());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
