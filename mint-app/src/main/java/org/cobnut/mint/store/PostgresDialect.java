package org.cobnut.mint.store;

import java.sql.SQLException;
import java.util.Collection;

import org.cobnut.cashu.crypto.Point;

/// PostgreSQL, for production: several replicas on one database.
public record PostgresDialect() implements SqlDialect {

    /// SQLSTATE of a write on a server that was demoted to a standby.
    static final String READ_ONLY = "25006";

    @Override
    public String isOneOfPoints(String column, String parameter) {
        return column + " = ANY(" + parameter + ")";
    }

    @Override
    public String isOneOfTexts(String column, String parameter) {
        return column + " = ANY(" + parameter + ")";
    }

    @Override
    public Object points(Collection<Point> points) {
        return points.stream().map(Point::compressed).toArray(byte[][]::new);
    }

    @Override
    public Object texts(Collection<String> texts) {
        return texts.toArray(String[]::new);
    }

    @Override
    public String forUpdate() {
        return " FOR NO KEY UPDATE";
    }

    @Override
    public String forUpdateSkipLocked() {
        return " FOR NO KEY UPDATE SKIP LOCKED";
    }

    @Override
    public String now() {
        return "CAST(FLOOR(EXTRACT(EPOCH FROM clock_timestamp())) AS bigint)";
    }

    @Override
    public String greatest(String one, String other) {
        return "GREATEST(" + one + ", " + other + ")";
    }

    @Override
    public DatabaseFailure failure(Throwable error) {
        return DatabaseFailure.of(error, PostgresDialect::failure);
    }

    private static DatabaseFailure failure(SQLException error) {
        var state = error.getSQLState() == null ? "" : error.getSQLState();
        return switch (state) {
            case "" -> DatabaseFailure.LOST; // not from a server: the pool has closed a broken connection
            case "55P03", "57014", "25P03" -> DatabaseFailure.BUSY; // lock, statement and idle timeouts
            // A migration has changed the table of a prepared statement, or a pooler has lent another connection:
            // the driver prepares it again.
            case "0A000", "26000" -> DatabaseFailure.BUSY;
            case READ_ONLY, "53300", "57P03" -> DatabaseFailure.UNAVAILABLE; // too many connections, starting
            case "40003" -> DatabaseFailure.LOST; // statement completion unknown
            default ->
                switch (state.length() < 2 ? "" : state.substring(0, 2)) {
                    case "22", "23", "54" -> DatabaseFailure.REFUSED;
                    case "40" -> DatabaseFailure.BUSY;
                    case "08", "57", "53", "58" -> DatabaseFailure.LOST;
                    default -> DatabaseFailure.OTHER;
                };
        };
    }
}
