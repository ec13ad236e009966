package org.cobnut.mint.store;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.function.Function;

/// What an error of the database means for the transaction that met it.
public enum DatabaseFailure {
    /// A value or a constraint was refused: the same statement will fail again, whoever sends it.
    REFUSED,
    /// A deadlock, a conflict, a timeout: nothing was changed, and another try may succeed.
    BUSY,
    /// No connection was to be had, or only one to a server that takes no writes: nothing was changed.
    UNAVAILABLE,
    /// The connection broke: whether the transaction was committed is not known.
    LOST,
    /// Anything else, a bug included.
    OTHER;

    /// What `classify` says of the driver's error in or behind `error`; pools of connections report their own.
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
