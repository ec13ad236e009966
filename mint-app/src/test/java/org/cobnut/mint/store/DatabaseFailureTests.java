package org.cobnut.mint.store;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Map;

import com.zaxxer.hikari.SQLExceptionOverride;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.UncategorizedSQLException;

import static org.assertj.core.api.Assertions.assertThat;

/// What becomes of the errors of both databases.
class DatabaseFailureTests {

    /// What the edge answers with 503 is transient or a resource's failure.
    private static final Map<DatabaseFailure, Class<? extends DataAccessException>> NAMES = Map.of(
            DatabaseFailure.REFUSED, DataIntegrityViolationException.class,
            DatabaseFailure.BUSY, TransientDataAccessException.class,
            DatabaseFailure.UNAVAILABLE, DataAccessResourceFailureException.class,
            DatabaseFailure.LOST, DataAccessResourceFailureException.class,
            DatabaseFailure.OTHER, UncategorizedSQLException.class);

    @ParameterizedTest
    @CsvSource({
        "22003,REFUSED", // a number too large for its column
        "23505,REFUSED",
        "23514,REFUSED",
        "54000,REFUSED", // a limit of the server
        "40001,BUSY",
        "40P01,BUSY",
        "55P03,BUSY",
        "57014,BUSY",
        "25P03,BUSY",
        "0A000,BUSY", // cached plan must not change result type
        "26000,BUSY", // the prepared statement is another connection's
        "25006,UNAVAILABLE", // demoted to a standby
        "53300,UNAVAILABLE", // too many connections
        "57P03,UNAVAILABLE", // starting
        "08006,LOST",
        "08003,LOST",
        "57P01,LOST", // stopped by its operator
        "53100,LOST", // the disk is full
        "53200,LOST", // out of memory
        "58030,LOST", // the disk fails
        "40003,LOST",
        "42703,OTHER", // a bug
        "XX001,OTHER", // the files are damaged
        "'',LOST", // said by the pool, not by a server
    })
    void takesErrorsOfPostgresqlFor(String state, DatabaseFailure failure) {
        var error = new SQLException("words", state);

        assertThat(new PostgresDialect().failure(new IllegalStateException(error)))
                .isEqualTo(failure);
        assertThat(new DatabaseErrors(new PostgresDialect()).translate("task", null, error))
                .isInstanceOf(NAMES.get(failure));
    }

    @ParameterizedTest
    @CsvSource({
        "19,REFUSED", // a constraint
        "18,REFUSED", // too big
        "5,BUSY",
        "261,BUSY", // SQLITE_BUSY_RECOVERY: the lower byte tells
        "6,BUSY",
        "15,BUSY",
        "7,UNAVAILABLE",
        "8,UNAVAILABLE", // read only
        "1032,UNAVAILABLE", // SQLITE_READONLY_DBMOVED
        "10,LOST",
        "13,LOST", // the disk is full
        "14,LOST",
        "1,OTHER", // a bug
        "11,OTHER", // the file is damaged
        "26,OTHER",
    })
    void takesErrorsOfSqliteFor(int code, DatabaseFailure failure) {
        var error = new SQLException("words", null, code);

        assertThat(new SqliteDialect().failure(new IllegalStateException(error)))
                .isEqualTo(failure);
        assertThat(new DatabaseErrors(new SqliteDialect()).translate("task", null, error))
                .isInstanceOf(NAMES.get(failure));
    }

    @Test
    void takesAPoolWithoutConnectionsForUnavailable() {
        var error = new SQLTransientConnectionException("cobnut - Connection is not available", "57P01");

        assertThat(new PostgresDialect().failure(error)).isEqualTo(DatabaseFailure.UNAVAILABLE);
        assertThat(new SqliteDialect().failure(error)).isEqualTo(DatabaseFailure.UNAVAILABLE);
    }

    @Test
    void tellsKeysThatAreThereFromOtherRefusals() {
        var postgres = new DatabaseErrors(new PostgresDialect());
        var sqlite = new DatabaseErrors(new SqliteDialect());

        assertThat(postgres.translate("task", null, new SQLException("words", "23505")))
                .isInstanceOf(DuplicateKeyException.class);
        assertThat(postgres.translate("task", null, new SQLException("words", "23514")))
                .isNotInstanceOf(DuplicateKeyException.class);
        assertThat(sqlite.translate("task", null, new SQLException("[SQLITE_CONSTRAINT_PRIMARYKEY]", null, 19)))
                .isInstanceOf(DuplicateKeyException.class);
    }

    @Test
    void givesUpConnectionsToAStandby() {
        var eviction = new StandbyEviction();

        assertThat(eviction.adjudicate(new SQLException("words", "25006")))
                .isEqualTo(SQLExceptionOverride.Override.MUST_EVICT);
        assertThat(eviction.adjudicate(new SQLException("words", "23505")))
                .isEqualTo(SQLExceptionOverride.Override.CONTINUE_EVICT);
    }
}
