package org.cobnut.mint.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SqliteWriterTests {

    private static final StoreSettings SETTINGS =
            new StoreSettings(Duration.ofSeconds(1), 1, Duration.ofMillis(100), 1);

    @TempDir
    private Path folder;

    private DatabaseAddress address = new DatabaseAddress("", null, null);
    private SqliteWriter writer = new SqliteWriter(() -> address.connect(), Duration.ZERO);

    @BeforeEach
    void open() throws SQLException {
        address = new DatabaseAddress(SqliteFile.url(folder.resolve("test.sqlite")), null, null);
        writer = new SqliteWriter(() -> SqliteFile.prepare(address.connect(), SETTINGS), SETTINGS.connectionWait());
        try (var connection = writer.take()) {
            execute(connection, "CREATE TABLE parent (id INTEGER PRIMARY KEY)");
            execute(connection, "CREATE TABLE child (id INTEGER REFERENCES parent (id) DEFERRABLE INITIALLY DEFERRED)");
        }
    }

    @AfterEach
    void close() throws SQLException {
        writer.close();
    }

    @Test
    void isTheSameConnectionForEverybody() throws SQLException {
        var first = writer.take();
        first.close();
        var second = writer.take();
        second.close();

        assertThat(second).isSameAs(first);
    }

    @Test
    void isLentToOneAtATime() throws SQLException {
        try (var held = writer.take()) {
            assertThat(held.getAutoCommit()).isTrue();
            assertThatExceptionOfType(SQLTransientConnectionException.class).isThrownBy(writer::take);
        }
    }

    @Test
    void isOpenedAnewAfterACommitThatFailed() throws SQLException {
        var first = writer.take();
        first.setAutoCommit(false);
        execute(first, "INSERT INTO child VALUES (1)"); // has no parent, which the commit finds out
        assertThatExceptionOfType(SQLException.class).isThrownBy(first::commit);
        first.close();

        var second = writer.take();
        second.setAutoCommit(false);
        execute(second, "INSERT INTO parent VALUES (1)");
        second.commit();
        second.close();

        assertThat(second).isNotSameAs(first);
        assertThat(count("parent")).isEqualTo(1);
        assertThat(count("child")).isZero();
    }

    @Test
    void keepsNoLockBetweenTransactions() throws SQLException {
        try (var connection = writer.take()) {
            connection.setAutoCommit(false);
            execute(connection, "INSERT INTO parent VALUES (1)");
            connection.commit();
        }

        try (var other = address.connect()) {
            execute(other, "INSERT INTO parent VALUES (2)");
        }
        assertThat(count("parent")).isEqualTo(2);
    }

    @Test
    void leavesTheLogToTheCheckpoints() throws Exception {
        try (var _ = new SqliteCheckpoints(SqliteFile.prepare(address.connect(), SETTINGS), writer);
                var connection = writer.take()) {
            connection.setAutoCommit(false);
            execute(connection, "INSERT INTO parent VALUES (1)");
            connection.commit();
        }

        assertThat(Files.size(folder.resolve("test.sqlite-wal"))).isZero();
        assertThat(count("parent")).isEqualTo(1);
    }

    private long count(String table) throws SQLException {
        try (var connection = address.connect();
                var statement = connection.createStatement();
                var result = statement.executeQuery("SELECT count(*) FROM " + table)) {
            result.next();
            return result.getLong(1);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
