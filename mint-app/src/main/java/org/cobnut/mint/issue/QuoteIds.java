package org.cobnut.mint.issue;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;
import java.util.random.RandomGenerator;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/// Ids of quotes: UUIDs of version 7 whose 74 free bits come from a secure source, since knowing an id is a right.
@Component
public class QuoteIds {

    private static final long VERSION = 0x7000L;
    private static final long TWELVE_BITS = 0xfffL;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long SIXTY_TWO_BITS = 0x3fff_ffff_ffff_ffffL;

    private final Clock clock;
    private final RandomGenerator random;

    @Autowired
    QuoteIds(Clock clock) {
        this(clock, new SecureRandom());
    }

    QuoteIds(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    public String next() {
        long high = (clock.millis() << 16) | VERSION | (random.nextLong() & TWELVE_BITS);
        long low = VARIANT | (random.nextLong() & SIXTY_TWO_BITS);
        return new UUID(high, low).toString();
    }
}
