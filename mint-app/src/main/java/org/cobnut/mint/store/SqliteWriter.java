package org.cobnut.mint.store;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/// The one connection that writes. One user has it at a time, in the order in which they asked.
///
/// SQLite's driver begins the next transaction as soon as one is committed, and an idle connection would keep the write
/// lock. So the driver stays in autocommit mode, and the methods that Spring calls on the connection execute SQL
/// instead: `setAutoCommit(false)` is BEGIN IMMEDIATE, `commit()` is COMMIT, and `close()` lets the next user have it.
final class SqliteWriter {

    private final TransactionSource.Source opener;
    private final Duration wait;
    private final Semaphore turn = new Semaphore(1, true);
    private @Nullable Turn current;

    SqliteWriter(TransactionSource.Source opener, Duration wait) {
        this.opener = opener;
        this.wait = wait;
    }

    /// Waits for the writer. It is the same object each time, unless the connection was opened anew.
    ///
    /// @throws SQLTransientConnectionException if the turn did not come in time
    Connection take() throws SQLException {
        awaitTurn();
        try {
            if (current == null) {
                current = new Turn(opener.connection());
            }
            return current.connection;
        } catch (SQLException | RuntimeException error) {
            turn.release();
            throw error;
        }
    }

    void close() throws SQLException {
        awaitTurn();
        try {
            discard();
        } finally {
            turn.release();
        }
    }

    private void awaitTurn() throws SQLTransientConnectionException {
        try {
            if (!turn.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new SQLTransientConnectionException("the writer was not free within " + wait);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SQLTransientConnectionException("interrupted while waiting for the writer", interrupted);
        }
    }

    private void discard() {
        if (current != null) {
            Connections.closeQuietly(current.raw);
            current = null;
        }
    }

    private final class Turn {

        private final Connection raw;
        private final Connection connection;
        private boolean begun;

        Turn(Connection raw) {
            this.raw = raw;
            this.connection = JdbcProxy.of(Connection.class, (_, method, arguments) -> answer(method, arguments));
        }

        private @Nullable Object answer(Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
            return switch (method.getName()) {
                case "getAutoCommit" -> !begun;
                case "setAutoCommit" -> Boolean.FALSE.equals(arguments == null ? null : arguments[0]) ? begin() : null;
                case "commit" -> end("COMMIT");
                case "rollback" -> end("ROLLBACK");
                case "close" -> giveBack();
                case "setReadOnly", "setTransactionIsolation" -> null; // one writer: there is nothing to isolate
                default -> JdbcProxy.call(raw, method, arguments);
            };
        }

        private @Nullable Object begin() throws SQLException {
            execute("BEGIN IMMEDIATE");
            begun = true;
            return null;
        }

        private @Nullable Object end(String how) throws SQLException {
            execute(how);
            begun = false;
            return null;
        }

        /// A transaction that is still open here could be neither committed nor rolled back, so the connection is
        /// thrown away.
        private @Nullable Object giveBack() {
            if (begun) {
                discard();
            }
            turn.release();
            return null;
        }

        private void execute(String sql) throws SQLException {
            try (var statement = raw.createStatement()) {
                statement.execute(sql);
            }
        }
    }
}
