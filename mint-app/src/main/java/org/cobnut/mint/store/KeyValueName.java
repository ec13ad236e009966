package org.cobnut.mint.store;

import java.util.regex.Pattern;

/// The name of a text in [KeyValues], in CDK's form: up to 120 characters of `[A-Za-z0-9_-]` each.
///
/// @param primary the namespace; empty only if `secondary` is empty too
/// @param secondary the namespace within it; may be empty
/// @param key not empty, and neither of the namespaces
public record KeyValueName(String primary, String secondary, String key) {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{0,120}");

    /// Checks the form.
    ///
    /// @throws IllegalArgumentException if it is another
    public KeyValueName {
        requireNamespace(primary, secondary);
        if (!FORM.matcher(key).matches() || key.isEmpty()) {
            throw new IllegalArgumentException("keys are of 1 to 120 characters of [A-Za-z0-9_-]");
        }
        if (key.equals(primary) || key.equals(secondary)) {
            throw new IllegalArgumentException("a key must not have the name of its namespace");
        }
    }

    static void requireNamespace(String primary, String secondary) {
        if (!FORM.matcher(primary).matches() || !FORM.matcher(secondary).matches()) {
            throw new IllegalArgumentException("namespaces are of at most 120 characters of [A-Za-z0-9_-]");
        }
        if (primary.isEmpty() && !secondary.isEmpty()) {
            throw new IllegalArgumentException("a namespace around a namespace is not empty");
        }
    }
}
