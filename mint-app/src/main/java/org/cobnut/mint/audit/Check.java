package org.cobnut.mint.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.springframework.jdbc.core.simple.JdbcClient;

/// A rule of the books whose exceptions one statement finds.
///
/// @param sentence what is said of each exception, with the columns of its row in braces
/// @param sql selects the exceptions
record Check(String sentence, String sql) {

    /// More than this many of one kind are counted and not named.
    private static final int NAMED = 20;

    private static final Pattern COLUMN = Pattern.compile("\\{(\\w+)}");

    /// The exceptions, each as a sentence.
    Stream<String> exceptions(JdbcClient jdbc) {
        var found = jdbc.sql(sql + " LIMIT " + (NAMED + 1))
                .query((row, _) -> describe(row))
                .list();
        return found.size() <= NAMED
                ? found.stream()
                : Stream.concat(found.stream().limit(NAMED), rest(jdbc));
    }

    private Stream<String> rest(JdbcClient jdbc) {
        long all = jdbc.sql("SELECT COUNT(*) FROM (" + sql + ") AS exceptions")
                .query(Long.class)
                .single();
        return Stream.of("… and " + (all - NAMED) + " more like the last");
    }

    private String describe(ResultSet row) throws SQLException {
        var text = new StringBuilder();
        var matcher = COLUMN.matcher(sentence);
        while (matcher.find()) {
            matcher.appendReplacement(text, Matcher.quoteReplacement(row.getString(matcher.group(1))));
        }
        return matcher.appendTail(text).toString();
    }
}
