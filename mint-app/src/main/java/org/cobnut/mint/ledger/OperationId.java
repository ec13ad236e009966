package org.cobnut.mint.ledger;

import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;

import org.cobnut.cashu.UuidV7;

/// The id of one swap, mint or melt: a UUID of version 7, the same in every row that the operation writes.
public record OperationId(UUID value) {

    /// A new id.
    ///
    /// @param now its first 48 bits, in milliseconds
    /// @param random its other bits
    public static OperationId at(Instant now, RandomGenerator random) {
        return new OperationId(UuidV7.at(now, random));
    }

    /// Reads what [#toString] wrote.
    ///
    /// @throws IllegalArgumentException if it is not a UUID
    public static OperationId parse(String text) {
        return new OperationId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
