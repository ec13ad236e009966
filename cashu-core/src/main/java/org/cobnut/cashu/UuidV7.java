package org.cobnut.cashu;

import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// UUIDs of version 7 (RFC 9562): 48 bits of the time in milliseconds, then 74 random bits.
public final class UuidV7 {

    private static final int TIME_SHIFT = 16;
    private static final long VERSION = 7L << 12;
    private static final long TWELVE_BITS = 0xfffL;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long SIXTY_TWO_BITS = 0x3fff_ffff_ffff_ffffL;

    private UuidV7() {}

    /// A new id.
    ///
    /// @param random a secure source where knowing an id gives a right
    public static UUID at(Instant time, RandomGenerator random) {
        long high = (time.toEpochMilli() << TIME_SHIFT) | VERSION | (random.nextLong() & TWELVE_BITS);
        long low = VARIANT | (random.nextLong() & SIXTY_TWO_BITS);
        return new UUID(high, low);
    }
}
