package org.cobnut.failpoint;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Objects;

import org.cobnut.failpoint.Failpoint.Moment;
import org.jspecify.annotations.Nullable;

/// A connection that keeps the trail of its transaction and passes failpoints. SQLite's writer says in SQL what others
/// call: BEGIN, COMMIT, ROLLBACK.
final class WatchedConnection {

    private final Connection connection;
    private final Failpoints failpoints;
    private Trail trail = Trail.none();

    WatchedConnection(Connection connection, Failpoints failpoints) {
        this.connection = connection;
        this.failpoints = failpoints;
    }

    Connection proxy() {
        return proxy(Connection.class, (_, method, arguments) -> switch (method.getName()) {
            case "prepareStatement", "prepareCall" ->
                watched(call(connection, method, arguments), method.getReturnType(), text(arguments));
            case "createStatement" -> watched(call(connection, method, arguments), Statement.class, "");
            case "commit" -> commit(connection, method, arguments);
            case "setAutoCommit", "rollback" -> begin(connection, method, arguments);
            default -> call(connection, method, arguments);
        });
    }

    private Object watched(@Nullable Object statement, Class<?> type, String prepared) {
        var target = Objects.requireNonNull(statement);
        return proxy(type, (_, method, arguments) -> {
            if (!method.getName().startsWith("execute")) {
                return call(target, method, arguments);
            }
            var sql = arguments == null ? prepared : text(arguments);
            return switch (sql.strip().split("\\W", 2)[0].toUpperCase(Locale.ROOT)) {
                case "COMMIT" -> commit(target, method, arguments);
                case "BEGIN", "ROLLBACK" -> begin(target, method, arguments);
                default -> execute(sql, target, method, arguments);
            };
        });
    }

    private @Nullable Object execute(String sql, Object target, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        var after = trail.plus(sql);
        if (after.equals(trail)) {
            return call(target, method, arguments);
        }
        return step(after, target, method, arguments);
    }

    private @Nullable Object commit(Object target, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        var after = trail.committed();
        trail = Trail.none();
        return step(after, target, method, arguments);
    }

    private @Nullable Object begin(Object target, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        trail = Trail.none();
        return call(target, method, arguments);
    }

    private @Nullable Object step(Trail after, Object target, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            failpoints.pass(Moment.BEFORE, after.toString());
            var result = call(target, method, arguments);
            trail = after.isCommitted() ? Trail.none() : after;
            failpoints.pass(Moment.AFTER, after.toString());
            return result;
        } catch (Failpoints.LostAnswerException lost) {
            connection.close();
            throw new SQLException("the connection broke", "08006", lost);
        }
    }

    private static String text(@Nullable Object @Nullable [] arguments) {
        return arguments == null ? "" : String.valueOf(arguments[0]);
    }

    private static @Nullable Object call(Object target, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException wrapped) {
            throw wrapped.getTargetException();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(WatchedConnection.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
