package org.cobnut.mint.store;

import java.sql.SQLException;
import java.util.Collection;
import java.util.stream.Collectors;

import org.cobnut.cashu.crypto.Point;

/// SQLite, the embedded default: one process on one file.
public record SqliteDialect() implements SqlDialect {

    // Result codes of sqlite3.h; the driver reports no SQLSTATE.
    private static final int PRIMARY_CODE = 0xff;
    private static final int BUSY = 5;
    private static final int LOCKED = 6;
    private static final int NO_MEMORY = 7;
    private static final int READ_ONLY = 8;
    private static final int INTERRUPTED = 9;
    private static final int IO_ERROR = 10;
    private static final int FULL = 13;
    private static final int CANNOT_OPEN = 14;
    private static final int PROTOCOL = 15;
    private static final int TOO_BIG = 18;
    private static final int CONSTRAINT = 19;
    private static final int MISMATCH = 20;

    @Override
    public String isOneOfPoints(String column, String parameter) {
        return column + " IN (SELECT unhex(value) FROM json_each(" + parameter + "))";
    }

    @Override
    public String isOneOfTexts(String column, String parameter) {
        return column + " IN (SELECT value FROM json_each(" + parameter + "))";
    }

    @Override
    public Object points(Collection<Point> points) {
        return points.stream().map(Point::hex).collect(Collectors.joining("\",\"", "[\"", "\"]"));
    }

    @Override
    public Object texts(Collection<String> texts) {
        return texts.stream().map(SqliteDialect::jsonString).collect(Collectors.joining(",", "[", "]"));
    }

    @Override
    public String forUpdate() {
        return ""; // BEGIN IMMEDIATE has locked everything
    }

    @Override
    public String forUpdateSkipLocked() {
        return "";
    }

    @Override
    public String now() {
        return "unixepoch()";
    }

    @Override
    public String greatest(String one, String other) {
        return "MAX(" + one + ", " + other + ")";
    }

    @Override
    public DatabaseFailure failure(Throwable error) {
        return DatabaseFailure.of(error, SqliteDialect::failure);
    }

    private static DatabaseFailure failure(SQLException error) {
        return switch (error.getErrorCode() & PRIMARY_CODE) {
            case CONSTRAINT, TOO_BIG, MISMATCH -> DatabaseFailure.REFUSED;
            case BUSY, LOCKED, INTERRUPTED, PROTOCOL -> DatabaseFailure.BUSY;
            case NO_MEMORY, READ_ONLY -> DatabaseFailure.UNAVAILABLE;
            case IO_ERROR, FULL, CANNOT_OPEN -> DatabaseFailure.LOST;
            default -> DatabaseFailure.OTHER;
        };
    }

    /// JSON's own escapes: a text may hold anything that a request can hold.
    private static String jsonString(String text) {
        var json = new StringBuilder("\"");
        text.chars().forEach(character -> {
            if (character < ' ' || character == '"' || character == '\\') {
                json.append("\\u").append("%04x".formatted(character));
            } else {
                json.append((char) character);
            }
        });
        return json.append('"').toString();
    }
}
