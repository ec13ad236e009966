package org.cobnut.mint.ledger;

import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// The id of one swap, mint or melt: a UUID of version 7, the same in every row that the operation writes.
public record OperationId(UUID value) {

    private static final long VERSION_7 = 0x7000L;
    private static final long RANDOM_A = 0x0fffL;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long RANDOM_B = 0x3fff_ffff_ffff_ffffL;
    private static final int TIME_SHIFT = 16;

    /// A new id.
    ///
    /// @param now its first 48 bits, in milliseconds
    /// @param random its other bits
    public static OperationId at(Instant now, RandomGenerator random) {
        long high = (now.toEpochMilli() << TIME_SHIFT) | VERSION_7 | (random.nextLong() & RANDOM_A);
        return new OperationId(new UUID(high, VARIANT | (random.nextLong() & RANDOM_B)));
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
