package org.cobnut.mint.transfer;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// How values of CDK's tables are read.
enum CdkReading implements Table.Reading {
    TEXT {
        @Override
        public @Nullable Object read(ResultSet row, int column) throws SQLException {
            return row.getString(column);
        }
    },
    /// CDK reads them whatever their case, and we do not.
    LOWER_CASE {
        @Override
        public @Nullable Object read(ResultSet row, int column) throws SQLException {
            var text = row.getString(column);
            return text == null ? null : text.toLowerCase(Locale.ROOT);
        }
    },
    /// CDK writes an empty text where there is none.
    NOT_EMPTY {
        @Override
        public @Nullable Object read(ResultSet row, int column) throws SQLException {
            var text = row.getString(column);
            return text == null || text.isEmpty() ? null : text;
        }
    },
    BYTES {
        @Override
        public @Nullable Object read(ResultSet row, int column) throws SQLException {
            return row.getBytes(column);
        }
    },
    FLAG {
        @Override
        public @Nullable Object read(ResultSet row, int column) throws SQLException {
            return row.getBoolean(column);
        }
    },
    /// On PostgreSQL CDK keeps amounts in columns of 32 bits, where 2^31 to 2^32 - 1 have become negative.
    NUMBER {
        @Override
        public @Nullable Object read(ResultSet row, int column) throws SQLException {
            long value = row.getLong(column);
            if (row.wasNull()) {
                return null;
            }
            return value < 0 ? value + (1L << Integer.SIZE) : value;
        }
    },
    /// CDK keeps a witness as a JSON string that holds JSON, quotes and all.
    WITNESS {
        @Override
        public @Nullable Object read(ResultSet row, int column) throws SQLException {
            var text = row.getString(column);
            return text != null && text.startsWith("\"") ? JSON.readValue(text, String.class) : text;
        }
    };

    private static final JsonMapper JSON = new JsonMapper();
}
