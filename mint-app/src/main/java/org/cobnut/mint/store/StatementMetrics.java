package org.cobnut.mint.store;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Counts and times every statement by its name, and logs it when it is slow or fails. A log line holds the statement's
/// text, whose values are parameters and never shown, and the database's code, but not its message, which may quote a
/// value. ADR 9 says why no library does it.
final class StatementMetrics {

    private static final Logger log = LoggerFactory.getLogger(StatementMetrics.class);

    private final Statements statements;
    private final long slowNanos;

    StatementMetrics(Statements statements, Duration slow) {
        this.statements = statements;
        this.slowNanos = slow.toNanos();
    }

    /// The same connection, whose statements are measured.
    Connection watch(Connection connection) {
        return JdbcProxy.of(Connection.class, (_, method, arguments) -> switch (method.getName()) {
            case "prepareStatement", "prepareCall" ->
                watch(statement(connection, method, arguments), method.getReturnType(), text(arguments));
            case "createStatement" -> watch(statement(connection, method, arguments), Statement.class, "");
            case "commit", "rollback" -> timed(method.getName(), connection, method, arguments);
            default -> JdbcProxy.call(connection, method, arguments);
        });
    }

    private Object watch(Statement statement, Class<?> type, String prepared) {
        return JdbcProxy.of(type, (_, method, arguments) -> {
            if (!method.getName().startsWith("execute")) {
                return JdbcProxy.call(statement, method, arguments);
            }
            return timed(arguments == null ? prepared : text(arguments), statement, method, arguments);
        });
    }

    private @Nullable Object timed(String sql, Object target, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        var statement = statements.of(sql);
        long start = System.nanoTime();
        try {
            return JdbcProxy.call(target, method, arguments);
        } catch (SQLException error) {
            log.warn("{} failed with {}/{}: {}", statement.name(), error.getSQLState(), error.getErrorCode(), sql);
            throw error;
        } finally {
            long nanos = System.nanoTime() - start;
            statement.took(nanos);
            if (nanos > slowNanos) {
                log.warn("{} took {} ms: {}", statement.name(), TimeUnit.NANOSECONDS.toMillis(nanos), sql);
            }
        }
    }

    private static Statement statement(Connection connection, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        return (Statement) Objects.requireNonNull(JdbcProxy.call(connection, method, arguments));
    }

    private static String text(@Nullable Object @Nullable [] arguments) {
        return arguments == null ? "" : String.valueOf(arguments[0]);
    }
}
