package org.cobnut.wallet.client;

import java.time.Duration;

/// How long a wallet waits for an answer.
///
/// @param request for all requests but a melt
/// @param melt for a melt, which lasts as long as the payment
public record Timeouts(Duration request, Duration melt) {

    /// A minute, and a day for a melt: giving up on a payment settles nothing.
    public static final Timeouts DEFAULT = new Timeouts(Duration.ofMinutes(1), Duration.ofDays(1));
}
