package org.cobnut.mint.store;

import java.util.Collection;
import java.util.List;

import org.springframework.core.convert.converter.Converter;
import org.springframework.data.convert.ReadingConverter;
import org.springframework.data.jdbc.core.dialect.JdbcArrayColumns;
import org.springframework.data.jdbc.core.dialect.JdbcDialect;
import org.springframework.data.relational.core.dialect.AnsiDialect;
import org.springframework.data.relational.core.sql.IdentifierProcessing;
import org.springframework.data.relational.core.sql.IdentifierProcessing.LetterCasing;
import org.springframework.data.relational.core.sql.IdentifierProcessing.Quoting;

/// SQLite for Spring Data JDBC, which has no dialect for it. Our repositories use neither limits nor locks, so
/// those are left as the standard says.
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

    @ReadingConverter
    private enum NumberToBoolean implements Converter<Number, Boolean> {
        INSTANCE;

        @Override
        public Boolean convert(Number number) {
            return number.longValue() != 0;
        }
    }
}
