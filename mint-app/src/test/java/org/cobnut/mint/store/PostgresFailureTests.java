package org.cobnut.mint.store;

import java.sql.SQLException;
import java.util.List;

import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.TransactionSystemException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PostgresFailureTests {

    /// The commit has failed with the connection, and what is thrown in the end is that it cannot be rolled back
    /// either.
    @Test
    void takesARollbackOnABrokenConnectionForLost() {
        var rollback = new TransactionSystemException("JDBC rollback failed", new SQLException("Connection is closed"));

        assertThat(new PostgresDialect().failure(rollback)).isEqualTo(DatabaseFailure.LOST);
    }

    @Test
    void isUnavailableWhenItsConnectionBreaks() throws SQLException {
        try (var database = TestDatabase.postgres()) {
            assertThatExceptionOfType(CashuException.class)
                    .isThrownBy(() -> database.transactions().run(() -> terminate(database)))
                    .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.UNAVAILABLE));

            assertThat(database.transactions().<Integer>write(() -> answer(database)))
                    .isEqualTo(42);
        }
    }

    @Test
    void goesOnAfterAMigrationOfATableThatItHasPreparedStatementsFor() throws SQLException {
        try (var database = TestDatabase.postgres()) {
            database.jdbcTemplate().execute("CREATE TABLE nut (kernel integer)");
            var onOneConnection = database.transactions().onConnectionOf("reader");
            for (int i = 0; i < 10; i++) { // the driver prepares what it is asked for often
                onOneConnection.write(() -> nuts(database));
            }

            database.jdbcTemplate().execute("ALTER TABLE nut ADD COLUMN shell integer");

            assertThat(onOneConnection.<List<?>>write(() -> nuts(database))).isEmpty();
        }
    }

    private static List<?> nuts(TestDatabase database) {
        return database.jdbc().sql("SELECT * FROM nut").query().listOfRows();
    }

    private static void terminate(TestDatabase database) {
        database.jdbc()
                .sql("SELECT pg_terminate_backend(pg_backend_pid())")
                .query(Boolean.class)
                .single();
    }

    private static Integer answer(TestDatabase database) {
        return database.jdbc().sql("SELECT 42").query(Integer.class).single();
    }
}
