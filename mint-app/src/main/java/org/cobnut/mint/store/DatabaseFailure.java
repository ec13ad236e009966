package org.cobnut.mint.store;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.function.Function;

/// What an error of the database means for the transaction in which it occurred.
public enum DatabaseFailure {
    /// A value or a constraint was refused: the same statement will fail again.
    REFUSED,
    /// A deadlock, a conflict, a timeout: nothing was changed, and another try may succeed.
    BUSY,
    /// There was no connection, or only one to a server that accepts no writes: nothing was changed.
    UNAVAILABLE,
    /// The connection broke: it is not known whether the transaction was committed.
    LOST,
    /// Anything else, a bug included.
    OTHER;

    /// Classifies the driver's error that `error` is or was caused by. A connection pool reports time-outs of its own.
    static DatabaseFailure of(Throwable error, Function<SQLException, DatabaseFailure> classify) {
        return sqlError(error)
                .map(sql -> sql instanceof SQLTransientConnectionException ? UNAVAILABLE : classify.apply(sql))
                .orElse(OTHER);
    }

    private static Optional<SQLException> sqlError(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return Optional.of(sql);
            }
        }
        return Optional.empty();
    }
}
