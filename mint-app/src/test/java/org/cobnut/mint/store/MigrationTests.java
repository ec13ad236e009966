package org.cobnut.mint.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class MigrationTests {

    private static final Duration START = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    void isDoneOnceWhenReplicasStartTogether() throws Exception {
        var empty = PostgresServer.get().emptyDatabase();
        var starts = new ArrayList<Future<?>>();

        try (var replicas = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 4; i++) {
                starts.add(replicas.submit(() -> Migration.run(DataSettings.Migrate.AUTO, empty)));
            }
        }

        for (var start : starts) {
            start.get();
        }
        Migration.run(DataSettings.Migrate.VERIFY, empty);
        assertThat(count(empty, "SELECT count(*) FROM keyset_epoch")).isEqualTo(1);
    }

    @Test
    void isNotBlockedByAMigrationThatWasKilled() throws Exception {
        var database = PostgresServer.get().freshDatabase();
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute("UPDATE databasechangelog SET tag = NULL");
            statement.execute("UPDATE databasechangeloglock SET locked = TRUE, lockedby = 'dead', lockgranted = now()");
        }

        Migration.run(DataSettings.Migrate.AUTO, database);

        assertThat(count(database, "SELECT count(*) FROM databasechangeloglock WHERE locked"))
                .isZero();
    }

    @Test
    void doesNothingWhereNothingHasToBeDone() throws Exception {
        var empty = PostgresServer.get().emptyDatabase();
        for (var database : List.of(empty, emptyFile())) {
            Migration.run(DataSettings.Migrate.AUTO, database);
            execute(database, "DROP TABLE databasechangeloglock"); // Liquibase would make it again

            Migration.run(DataSettings.Migrate.AUTO, database);

            assertThatThrownBy(() -> execute(database, "SELECT * FROM databasechangeloglock"))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void leavesNothingOfAMigrationThatFails() throws Exception {
        for (var database : List.of(PostgresServer.get().emptyDatabase(), emptyFile())) {
            execute(database, "CREATE TABLE melt_quote (mine INTEGER)");

            assertThatThrownBy(() -> Migration.run(DataSettings.Migrate.AUTO, database))
                    .isInstanceOf(MigrationFailedException.class)
                    .hasMessageContaining("could not be brought up to date")
                    .hasMessageContaining("melt_quote")
                    .hasMessageContaining("already exists");
            assertThatThrownBy(() -> execute(database, "SELECT * FROM proof")).isInstanceOf(SQLException.class);

            execute(database, "DROP TABLE melt_quote");
            Migration.run(DataSettings.Migrate.AUTO, database);
            Migration.run(DataSettings.Migrate.VERIFY, database);
        }
    }

    @Test
    void tellsTheOperatorWhatAFailedMigrationMeans() {
        var failed = new MigrationFailedException(
                "jdbc:sqlite:mint", new IllegalStateException("change 7", new SQLException("no space\n  in detail")));

        var analysis = Objects.requireNonNull(new MigrationFailureAnalyzer().analyze(failed));

        assertThat(analysis.getDescription())
                .isEqualTo("the tables of jdbc:sqlite:mint could not be brought up to date: no space\n\nchange 7");
        assertThat(analysis.getAction()).contains("Nothing was changed");
    }

    /// The process waits for a lock that this test holds, with half of the tables made.
    @Test
    void isRepeatedAfterAKillOnPostgresql() throws Exception {
        var database = PostgresServer.get().emptyDatabase();
        try (var rival = database.connect();
                var statement = rival.createStatement()) {
            rival.setAutoCommit(false);
            statement.execute("CREATE TABLE melt_quote (mine INTEGER)");
            var migrating = MigratingProcess.start(database);
            await().atMost(START).until(() -> count(database, """
                            SELECT count(*) FROM pg_stat_activity
                            WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%melt_quote%'
                            """) > 0);

            migrating.destroyForcibly().waitFor();
            rival.rollback();
        }

        Migration.run(DataSettings.Migrate.AUTO, database);
        Migration.run(DataSettings.Migrate.VERIFY, database);
    }

    /// The process waits to commit, since this test reads the file.
    @Test
    void isRepeatedAfterAKillOnSqlite() throws Exception {
        var database = emptyFile();
        execute(database, "CREATE TABLE other (id INTEGER)");
        try (var reader = database.connect();
                var statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.executeQuery("SELECT * FROM other").close();
            var migrating = MigratingProcess.start(database);
            var journal = folder.resolve("mint.sqlite-journal");
            await().atMost(START).until(() -> Files.exists(journal) && Files.size(journal) > 0);

            migrating.destroyForcibly().waitFor();
        }
        assertThatThrownBy(() -> execute(database, "SELECT * FROM proof")).isInstanceOf(SQLException.class);

        Migration.run(DataSettings.Migrate.AUTO, database);
        Migration.run(DataSettings.Migrate.VERIFY, database);
    }

    private DatabaseAddress emptyFile() {
        return new DatabaseAddress(SqliteFile.url(folder.resolve("mint.sqlite")), null, null);
    }

    private static void execute(DatabaseAddress database, String sql) throws SQLException {
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long count(DatabaseAddress database, String sql) throws Exception {
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }
}
