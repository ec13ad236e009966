package org.cobnut.mint.store;

import java.sql.SQLException;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.support.SQLExceptionTranslator;

/// Translates errors into Spring's exceptions by their [DatabaseFailure], so that features see the same exceptions on
/// every database. By SQLSTATE alone, Spring would treat a read-only server and a lock timeout as bugs.
final class DatabaseErrors implements SQLExceptionTranslator {

    private static final String UNIQUE_VIOLATION = "23505";

    private final SqlDialect dialect;

    DatabaseErrors(SqlDialect dialect) {
        this.dialect = dialect;
    }

    @Override
    public DataAccessException translate(String task, @Nullable String sql, SQLException error) {
        var message = task + ": " + error.getMessage();
        return switch (dialect.failure(error)) {
            case REFUSED ->
                isDuplicate(error)
                        ? new DuplicateKeyException(message, error)
                        : new DataIntegrityViolationException(message, error);
            case BUSY -> new CannotAcquireLockException(message, error);
            case UNAVAILABLE, LOST -> new DataAccessResourceFailureException(message, error);
            case OTHER -> new UncategorizedSQLException(task, sql, error);
        };
    }

    /// The driver reports SQLite's extended code in an exception of its own, and in the message.
    private static boolean isDuplicate(SQLException error) {
        if (UNIQUE_VIOLATION.equals(error.getSQLState())) {
            return true;
        }
        var message = String.valueOf(error.getMessage());
        return message.contains("SQLITE_CONSTRAINT_UNIQUE") || message.contains("SQLITE_CONSTRAINT_PRIMARYKEY");
    }
}
