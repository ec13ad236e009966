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

/// Gives SQLite's errors the names that Spring gives PostgreSQL's, so that features catch one kind.
final class SqliteErrors implements SQLExceptionTranslator {

    private final Sqlite sqlite = new Sqlite();

    @Override
    public DataAccessException translate(String task, @Nullable String sql, SQLException error) {
        var message = task + ": " + error.getMessage();
        return switch (sqlite.failure(error)) {
            case REFUSED ->
                isDuplicate(error)
                        ? new DuplicateKeyException(message, error)
                        : new DataIntegrityViolationException(message, error);
            case BUSY -> new CannotAcquireLockException(message, error);
            case UNAVAILABLE, LOST -> new DataAccessResourceFailureException(message, error);
            case OTHER -> new UncategorizedSQLException(task, sql, error);
        };
    }

    /// The extended code is at hand only in the driver's own type, and in the message.
    private static boolean isDuplicate(SQLException error) {
        var message = String.valueOf(error.getMessage());
        return message.contains("SQLITE_CONSTRAINT_UNIQUE") || message.contains("SQLITE_CONSTRAINT_PRIMARYKEY");
    }
}
