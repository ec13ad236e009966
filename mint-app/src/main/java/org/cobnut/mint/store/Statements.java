package org.cobnut.mint.store;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/// How often each statement was executed and how long it took. A statement's name is its verb and its first table:
/// `insert proof`; the ends of transactions are `commit` and `rollback`.
public final class Statements {

    private static final Pattern VERB_AND_TABLE = Pattern.compile(
            "\\s*(?:(insert)\\s+into|(update)|(delete)\\s+from|(select)\\b.*?\\bfrom|(with)\\s+\\w+\\s+as.*?\\bfrom)"
                    + "\\s+\"?(\\w+).*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final int FIRST_VERB = 1;
    private static final int LAST_VERB = 5;
    private static final int TABLE = 6;

    /// There are few distinct texts; should a feature build texts without end, further ones are looked up by name each
    /// time.
    private static final int MAX_REMEMBERED = 2_000;

    private final MeterRegistry meters;
    private final Map<String, Statement> byText = new ConcurrentHashMap<>();
    private final Map<String, Statement> byName = new ConcurrentHashMap<>();

    Statements(MeterRegistry meters) {
        this.meters = meters;
    }

    /// How often each statement was executed since the start, by name.
    public Map<String, Long> counts() {
        var counts = new TreeMap<String, Long>();
        byName.forEach((name, statement) -> counts.put(name, statement.count.sum()));
        return counts;
    }

    Statement of(String sql) {
        var known = byText.get(sql);
        if (known != null) {
            return known;
        }
        var statement = byName.computeIfAbsent(name(sql), this::named);
        if (byText.size() < MAX_REMEMBERED) {
            byText.put(sql, statement);
        }
        return statement;
    }

    private Statement named(String name) {
        var timer = Timer.builder("cobnut.statement")
                .description("Executions of a statement of the database")
                .tag("statement", name)
                .register(meters);
        return new Statement(name, timer, new LongAdder());
    }

    static String name(String sql) {
        var matcher = VERB_AND_TABLE.matcher(sql);
        if (!matcher.matches()) {
            return sql.strip().split("\\W", 2)[0].toLowerCase(java.util.Locale.ROOT);
        }
        for (int verb = FIRST_VERB; verb <= LAST_VERB; verb++) {
            if (matcher.group(verb) != null) {
                return (matcher.group(verb) + " " + matcher.group(TABLE)).toLowerCase(java.util.Locale.ROOT);
            }
        }
        throw new IllegalStateException("a verb has matched");
    }

    /// The figures of one name, looked up once per text and not per execution.
    record Statement(String name, Timer timer, LongAdder count) {

        void took(long nanos) {
            count.increment();
            timer.record(nanos, TimeUnit.NANOSECONDS);
        }
    }
}
