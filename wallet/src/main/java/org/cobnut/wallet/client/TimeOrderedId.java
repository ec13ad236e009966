package org.cobnut.wallet.client;

import java.util.UUID;

/// UUIDs of version 7 (RFC 9562), which NUT-17 wants for subscriptions: the time in milliseconds, then chance.
final class TimeOrderedId {

    private static final long RANDOM_OF_FIRST_HALF = 0xfffL;
    private static final long VERSION = 7L << 12;
    private static final int TIME_SHIFT = 16;

    private TimeOrderedId() {}

    static String next() {
        var random = UUID.randomUUID();
        long chance = random.getMostSignificantBits() & RANDOM_OF_FIRST_HALF;
        long first = (System.currentTimeMillis() << TIME_SHIFT) | VERSION | chance;
        return new UUID(first, random.getLeastSignificantBits()).toString();
    }
}
