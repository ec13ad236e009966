package org.cobnut.mint.store;

import java.sql.SQLException;

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

        assertThat(new Postgres().failure(rollback)).isEqualTo(Failure.LOST);
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
