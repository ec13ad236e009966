package org.cobnut.failpoint;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a transaction has written so far. A statement is named by its verb, its table and, for updates, the first
/// column and its value, if that is a constant; one that is repeated for several rows counts once.
record Trail(List<String> writes) {

    private static final Pattern INSERT_OR_DELETE =
            Pattern.compile("\\s*(insert|delete)\\s+(?:into|from)\\s+\"?(\\w+).*", flags());
    private static final Pattern UPDATE = Pattern.compile(
            "\\s*(update)\\s+\"?(\\w+)\"?(?:\\s+as\\s+\\w+)?\\s+set\\s+(\\w+)\\s*=\\s*('\\w+')?.*", flags());

    Trail {
        writes = List.copyOf(writes);
    }

    static Trail none() {
        return new Trail(List.of());
    }

    private static int flags() {
        return Pattern.CASE_INSENSITIVE | Pattern.DOTALL;
    }

    /// With one statement more; the same if it writes nothing.
    Trail plus(String sql) {
        return Stream.of(UPDATE, INSERT_OR_DELETE)
                .map(pattern -> pattern.matcher(sql))
                .filter(Matcher::matches)
                .findFirst()
                .map(matcher -> with(name(matcher)))
                .orElse(this);
    }

    Trail committed() {
        return with("commit");
    }

    boolean isCommitted() {
        return !writes.isEmpty() && writes.getLast().equals("commit");
    }

    private Trail with(String name) {
        if (!writes.isEmpty() && writes.getLast().equals(name)) {
            return this;
        }
        return new Trail(Stream.concat(writes.stream(), Stream.of(name)).toList());
    }

    private static String name(Matcher matcher) {
        return Stream.iterate(1, group -> group <= matcher.groupCount(), group -> group + 1)
                .map(matcher::group)
                .filter(part -> part != null)
                .collect(Collectors.joining(" "))
                .replaceFirst("(?i)^(insert|update|delete)", matcher.group(1).toLowerCase(java.util.Locale.ROOT));
    }

    @Override
    public String toString() {
        return String.join(" > ", writes);
    }
}
