package org.cobnut.payment;

import java.util.UUID;

/// Names one attempt to pay. Whatever happens, money moves at most once under it.
public record AttemptId(UUID value) {

    /// Reads an id as tables and wires hold it.
    ///
    /// @throws IllegalArgumentException when `text` is not a UUID
    public static AttemptId parse(String text) {
        return new AttemptId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
