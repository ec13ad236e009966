package org.cobnut.mint.issue;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.random.RandomGenerator;

import org.cobnut.cashu.UuidV7;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/// Ids of quotes: UUIDs of version 7 whose 74 free bits come from a secure source, since knowing an id is a right.
@Component
public class QuoteIds {

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
        return UuidV7.at(clock.instant(), random).toString();
    }
}
