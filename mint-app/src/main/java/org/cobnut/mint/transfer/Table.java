package org.cobnut.mint.transfer;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A table whose rows are copied from one database to another.
///
/// @param condition which rows, as SQL after `FROM table`; may be empty
record Table(String name, List<Column> columns, String condition) {

    private static final int ROWS_AT_ONCE = 1000;

    /// How a value is read where it comes from, so that it is right where it goes.
    interface Reading {
        @Nullable
        Object read(ResultSet row, int column) throws SQLException;
    }

    /// A column that has the same name in both databases.
    record Column(String name, Reading reading) {}

    /// All rows of a table, of which no columns are known yet.
    static Table named(String name) {
        return new Table(name, List.of(), "");
    }

    /// The same with more columns.
    Table with(Reading reading, String... names) {
        var more = new ArrayList<>(columns);
        for (var column : names) {
            more.add(new Column(column, reading));
        }
        return new Table(name, List.copyOf(more), condition);
    }

    /// The same with some rows only.
    Table where(String sql) {
        return new Table(name, columns, sql);
    }

    /// Copies the rows, in the order in which they come.
    ///
    /// @return how many there were
    long copy(JdbcClient from, JdbcOperations to) {
        var batch = new ArrayList<@Nullable Object[]>();
        var count = new long[1];
        from.sql("SELECT " + names() + " FROM " + name + " " + condition).query(row -> {
            batch.add(read(row));
            count[0]++;
            if (batch.size() == ROWS_AT_ONCE) {
                to.batchUpdate(insert(), batch);
                batch.clear();
            }
        });
        if (!batch.isEmpty()) {
            to.batchUpdate(insert(), batch);
        }
        return count[0];
    }

    private @Nullable Object[] read(ResultSet row) throws SQLException {
        var values = new @Nullable Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = columns.get(i).reading().read(row, i + 1);
        }
        return values;
    }

    private String insert() {
        var places = String.join(", ", Collections.nCopies(columns.size(), "?"));
        return "INSERT INTO " + name + " (" + names() + ") VALUES (" + places + ")";
    }

    /// In quotes: some are words of SQL.
    private String names() {
        return String.join(
                ", ", columns.stream().map(column -> '"' + column.name() + '"').toList());
    }
}
