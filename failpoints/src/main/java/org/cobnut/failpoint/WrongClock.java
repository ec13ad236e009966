package org.cobnut.failpoint;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/// A clock that a test can set, while the mint runs. Only a mint that is started with `failpoints.clock` has one.
final class WrongClock extends Clock {

    private final Clock right;
    private final Failpoints failpoints;
    private final Duration offset;

    /// @param offset as long as the test has set none
    WrongClock(Clock right, Failpoints failpoints, Duration offset) {
        this.right = right;
        this.failpoints = failpoints;
        this.offset = offset;
    }

    @Override
    public Instant instant() {
        return right.instant().plus(failpoints.clockOffset().orElse(offset));
    }

    @Override
    public ZoneId getZone() {
        return right.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new WrongClock(right.withZone(zone), failpoints, offset);
    }
}
