package org.cobnut.mint.store;

import java.sql.SQLException;

import org.junit.jupiter.api.Test;
import org.springframework.transaction.TransactionSystemException;

import static org.assertj.core.api.Assertions.assertThat;

class PostgresFailureTests {

    /// The commit has failed with the connection, and what is thrown in the end is that it cannot be rolled back
    /// either.
    @Test
    void takesARollbackOnABrokenConnectionForLost() {
        var rollback = new TransactionSystemException("JDBC rollback failed", new SQLException("Connection is closed"));

        assertThat(new Postgres().failure(rollback)).isEqualTo(Failure.LOST);
    }

    @Test
    void takesASyntaxErrorForABug() {
        assertThat(new Postgres().failure(new SQLException("syntax error", "42601")))
                .isEqualTo(Failure.OTHER);
    }
}
