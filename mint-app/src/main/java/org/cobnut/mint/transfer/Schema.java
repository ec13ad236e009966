package org.cobnut.mint.transfer;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/// The tables of one of our databases as its driver describes them, so that none is forgotten that a later version
/// adds.
///
/// @param tables all that hold what a mint has done, each after the tables that it refers to
/// @param counters the columns that number their rows, by table
record Schema(List<Table> tables, Map<String, String> counters) {

    /// A process that serves a database belongs to that one.
    private static final Set<String> OF_THE_DATABASE = Set.of("databasechangelog", "databasechangeloglock", "replica");

    static Schema of(Connection database) throws SQLException {
        var metadata = database.getMetaData();
        var counters = new LinkedHashMap<String, String>();
        var tables = new ArrayList<Table>();
        for (var name : ordered(metadata, database.getSchema())) {
            tables.add(new Table(name, columns(metadata, name, counters), ""));
        }
        return new Schema(List.copyOf(tables), counters);
    }

    private static List<String> ordered(DatabaseMetaData metadata, @Nullable String schema) throws SQLException {
        var references = new LinkedHashMap<String, Set<String>>();
        try (var rows = metadata.getTables(null, schema, "%", new String[] {"TABLE"})) {
            while (rows.next()) {
                var name = rows.getString("TABLE_NAME");
                if (!OF_THE_DATABASE.contains(name.toLowerCase(Locale.ROOT)) && !name.startsWith("sqlite_")) {
                    references.put(name, new LinkedHashSet<>());
                }
            }
        }
        for (var table : references.entrySet()) {
            try (var rows = metadata.getImportedKeys(null, schema, table.getKey())) {
                while (rows.next()) {
                    table.getValue().add(rows.getString("PKTABLE_NAME"));
                }
            }
        }
        return inOrder(references);
    }

    private static List<String> inOrder(Map<String, Set<String>> references) {
        var ordered = new LinkedHashSet<String>();
        while (ordered.size() < references.size()) {
            int before = ordered.size();
            references.forEach((table, others) -> {
                if (ordered.containsAll(others)) {
                    ordered.add(table);
                }
            });
            if (ordered.size() == before) {
                throw new IllegalStateException("tables refer to each other in a circle");
            }
        }
        return List.copyOf(ordered);
    }

    private static List<Table.Column> columns(DatabaseMetaData metadata, String table, Map<String, String> counters)
            throws SQLException {
        var columns = new ArrayList<Table.Column>();
        try (var rows = metadata.getColumns(null, null, table, "%")) {
            while (rows.next()) {
                var name = rows.getString("COLUMN_NAME");
                columns.add(new Table.Column(name, reading(rows.getInt("DATA_TYPE"))));
                if ("YES".equals(rows.getString("IS_AUTOINCREMENT"))) {
                    counters.put(table, name);
                }
            }
        }
        return columns;
    }

    /// SQLite has no truth values: there they are numbers.
    private static Table.Reading reading(int type) {
        return switch (type) {
            case Types.BOOLEAN, Types.BIT -> Schema::flag;
            case Types.BINARY, Types.BLOB, Types.VARBINARY -> ResultSet::getBytes;
            default -> ResultSet::getObject;
        };
    }

    private static @Nullable Object flag(ResultSet row, int column) throws SQLException {
        boolean value = row.getBoolean(column);
        return row.wasNull() ? null : value;
    }
}
