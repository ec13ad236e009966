package org.cobnut.mint.store;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.analytics.configuration.AnalyticsArgs;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.ui.LoggerUIService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.jdbc.datasource.init.ScriptUtils;

import static org.assertj.core.api.Assertions.assertThat;

/// Databases as every landed version left them, with rows, become what a new one is. Each is kept as a dump,
/// named after the last changelog that it has: what has landed is never edited, and a mint of any age can move
/// on.
class ReleasedStatesTests {

    private static final Path DUMPS = Path.of("src/test/resources/migrations");
    private static final Path CHANGELOGS = Path.of("../liquibase/src/main/resources/db/changelog/mint");

    /// The first that landed; those before it never stood alone.
    private static final String FIRST = "0006";

    @TempDir
    private Path folder;

    @Test
    void eachHasItsDump() throws Exception {
        var missing = new ArrayList<String>();
        var changelogs = changelogs();
        for (int count = 1; count <= changelogs.size(); count++) {
            var state = changelogs.get(count - 1);
            if (state.compareTo(FIRST) >= 0 && Files.notExists(DUMPS.resolve(state + ".sqlite.sql"))) {
                Files.writeString(DUMPS.resolve(state + ".sqlite.sql"), dump(file("dump" + count), count));
                Files.writeString(
                        DUMPS.resolve(state + ".postgresql.sql"),
                        dump(PostgresServer.get().emptyDatabase(), count));
                missing.add(state);
            }
        }

        assertThat(missing).as("dumps that were written just now: commit them").isEmpty();
    }

    static List<String> dumps() throws IOException {
        try (var files = Files.list(DUMPS)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("0"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("dumps")
    void becomesWhatANewOneIs(String dump) throws Exception {
        var isSqlite = dump.endsWith(".sqlite.sql");
        var old = isSqlite ? file("old") : PostgresServer.get().emptyDatabase();
        run(old, Files.readString(DUMPS.resolve(dump)));
        run(old, rows(isSqlite));
        var before = contents(old);

        Migration.run(DataSettings.Migrate.AUTO, old);

        Migration.run(DataSettings.Migrate.VERIFY, old);
        assertThat(contents(old)).containsAll(before);
        var fresh = isSqlite ? file("new") : PostgresServer.get().emptyDatabase();
        Migration.run(DataSettings.Migrate.AUTO, fresh);
        assertThat(schema(old)).isEqualTo(schema(fresh));
    }

    private static List<String> changelogs() throws IOException {
        try (var files = Files.list(CHANGELOGS)) {
            return files.map(file -> file.getFileName().toString().replace(".sql", ""))
                    .sorted()
                    .toList();
        }
    }

    /// What Liquibase would do for the first `count` changes on an empty database.
    private static String dump(DatabaseAddress empty, int count) throws Exception {
        var text = new StringWriter();
        var quietly = Map.<String, Object>of(
                AnalyticsArgs.ENABLED.getKey(), false, Scope.Attr.ui.name(), new LoggerUIService());
        Scope.child(quietly, () -> {
            try (var liquibase = new Liquibase(
                    "db/changelog/mint.yaml", new ClassLoaderResourceAccessor(), new JdbcConnection(empty.connect()))) {
                liquibase.update(count, new Contexts(), new LabelExpression(), text);
            }
        });
        return text.toString()
                .lines()
                .filter(line ->
                        !line.startsWith("--") && !line.contains("LOCKEDBY = '")) // comments; this machine's name
                .reduce("", (all, line) -> all + line + "\n");
    }

    /// A row for each table of the first state, one text for both databases.
    private static String rows(boolean isSqlite) throws IOException {
        var rows = Files.readString(DUMPS.resolve("rows.sql"));
        return isSqlite ? rows : rows.replace("X'", "'\\x");
    }

    private static void run(DatabaseAddress database, String script) throws SQLException {
        try (var connection = database.connect()) {
            ScriptUtils.executeSqlScript(
                    connection, new ByteArrayResource(script.getBytes(StandardCharsets.UTF_8), "script"));
        }
    }

    /// Each value of each row, by table and column.
    private static Collection<String> contents(DatabaseAddress database) throws SQLException {
        var contents = new ArrayList<String>();
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            for (var table : tables(database)) {
                try (var rows = statement.executeQuery("SELECT * FROM " + table)) {
                    while (rows.next()) {
                        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                            contents.add(table + "." + rows.getMetaData().getColumnName(i) + "=" + rows.getString(i));
                        }
                    }
                }
            }
        }
        return contents;
    }

    private static List<String> tables(DatabaseAddress database) throws SQLException {
        return texts(
                        database,
                        SqliteFile.isMeantBy(database.url())
                                ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
                                : "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
                .stream()
                .filter(table -> !table.toLowerCase(Locale.ROOT).startsWith("databasechangelog"))
                .toList();
    }

    /// Tables, columns, keys, constraints and indexes.
    private static Collection<String> schema(DatabaseAddress database) throws SQLException {
        if (SqliteFile.isMeantBy(database.url())) {
            return texts(database, "SELECT type || ' ' || name || ' ' || COALESCE(sql, '') FROM sqlite_master").stream()
                    .map(sql -> sql.replaceAll("\\s+", " "))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
        return Stream.of(
                        "SELECT concat_ws(' ', table_name, column_name, data_type, is_nullable, column_default,"
                                + " collation_name) FROM information_schema.columns WHERE table_schema = 'public'",
                        "SELECT conrelid::regclass || ' ' || pg_get_constraintdef(oid) FROM pg_constraint"
                                + " WHERE connamespace = 'public'::regnamespace",
                        "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'")
                .flatMap(sql -> {
                    try {
                        return texts(database, sql).stream();
                    } catch (SQLException error) {
                        throw new IllegalStateException(error);
                    }
                })
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> texts(DatabaseAddress database, String sql) throws SQLException {
        var texts = new ArrayList<String>();
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                texts.add(String.valueOf(rows.getString(1)));
            }
        }
        return texts;
    }

    private DatabaseAddress file(String name) {
        return new DatabaseAddress(SqliteFile.url(folder.resolve(name + ".sqlite")), null, null);
    }
}
