package org.cobnut.mint.store;

import org.jspecify.annotations.Nullable;

/// The tables could not be brought up to date. They are as they were.
final class MigrationFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// @param database which one, without a password
    MigrationFailedException(String database, Throwable cause) {
        super("the tables of " + database + " could not be brought up to date: " + reason(cause), cause);
    }

    /// The message of the innermost cause, which is the database's.
    private static String reason(Throwable error) {
        @Nullable Throwable inner = error;
        while (inner.getCause() != null) {
            inner = inner.getCause();
        }
        return String.valueOf(inner.getMessage()).lines().findFirst().orElse("");
    }
}
