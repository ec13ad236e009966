package org.cobnut.mint.store;

import java.util.Collection;
import java.util.List;

import org.springframework.core.convert.converter.Converter;
import org.springframework.data.convert.ReadingConverter;
import org.springframework.data.jdbc.core.dialect.JdbcArrayColumns;
import org.springframework.data.jdbc.core.dialect.JdbcDialect;
import org.springframework.data.relational.core.dialect.AnsiDialect;
import org.springframework.data.relational.core.dialect.LimitClause;
import org.springframework.data.relational.core.dialect.LockClause;
import org.springframework.data.relational.core.sql.IdentifierProcessing;
import org.springframework.data.relational.core.sql.IdentifierProcessing.LetterCasing;
import org.springframework.data.relational.core.sql.IdentifierProcessing.Quoting;
import org.springframework.data.relational.core.sql.LockOptions;

/// SQLite for Spring Data JDBC, which has no dialect for it.
final class SqliteJdbcDialect extends AnsiDialect implements JdbcDialect {

    @Override
    public String getName() {
        return "SQLite";
    }

    @Override
    public JdbcArrayColumns getArraySupport() {
        return JdbcArrayColumns.Unsupported.INSTANCE;
    }

    @Override
    public IdentifierProcessing getIdentifierProcessing() {
        return IdentifierProcessing.create(Quoting.ANSI, LetterCasing.LOWER_CASE);
    }

    /// Booleans are stored as 0 and 1.
    @Override
    public Collection<Object> getConverters() {
        return List.of(NumberToBoolean.INSTANCE);
    }

    @Override
    public LimitClause limit() {
        return new LimitClause() {
            @Override
            public String getLimit(long limit) {
                return "LIMIT " + limit;
            }

            @Override
            public String getOffset(long offset) {
                return "LIMIT -1 OFFSET " + offset;
            }

            @Override
            public String getLimitOffset(long limit, long offset) {
                return "LIMIT " + limit + " OFFSET " + offset;
            }

            @Override
            public LimitClause.Position getClausePosition() {
                return LimitClause.Position.AFTER_ORDER_BY;
            }
        };
    }

    /// A transaction that writes has locked the whole database.
    @Override
    public LockClause lock() {
        return new LockClause() {
            @Override
            public String getLock(LockOptions options) {
                return "";
            }

            @Override
            public LockClause.Position getClausePosition() {
                return LockClause.Position.AFTER_ORDER_BY;
            }
        };
    }

    @ReadingConverter
    private enum NumberToBoolean implements Converter<Number, Boolean> {
        INSTANCE;

        @Override
        public Boolean convert(Number number) {
            return number.longValue() != 0;
        }
    }
}
