package org.cobnut.mint.melt;

import java.time.Duration;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How the mint pays.
///
/// @param quoteTtl how long after its making a quote may be melted, if the invoice lives that long; later
///     is refused with code 20007
/// @param answerWithin how long a melt waits for the payment's outcome before it is answered as pending;
///     the work goes on
/// @param checkInterval how often, at most, a processor is asked about one payment because of a wallet's
///     question, over all replicas
/// @param retry after how long a payment without an outcome is asked about again; doubled each time
/// @param maxRetry and no longer than this
/// @param keepUnpaid how long after its expiry a quote is forgotten that nobody has tried to melt
/// @param atOnce payments that wait for a processor at the same time; more melts are answered 503
@Validated
@ConfigurationProperties("cobnut.melt")
record MeltSettings(
        @DefaultValue("10m") @DurationMin(seconds = 1) @NotNull
        Duration quoteTtl,

        @DefaultValue("60s") @DurationMin @NotNull Duration answerWithin,
        @DefaultValue("10s") @DurationMin @NotNull Duration checkInterval,

        @DefaultValue("5s") @DurationMin(seconds = 1) @NotNull
        Duration retry,

        @DefaultValue("10m") @DurationMin(seconds = 1) @NotNull
        Duration maxRetry,

        @DefaultValue("30d") @DurationMin(hours = 1) @NotNull
        Duration keepUnpaid,

        @DefaultValue("1000") @Positive int atOnce) {

    /// How long after the latest of `checks` questions the next one is due.
    Duration pauseAfter(int checks) {
        var pause = retry.multipliedBy(1L << Math.clamp(checks - 1L, 0, 20));
        return pause.compareTo(maxRetry) > 0 ? maxRetry : pause;
    }
}
