package org.cobnut.mint.payment;

import java.time.Duration;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How long processors are waited for, and how many of their answers at a time.
///
/// @param answerWithin how long a processor may take to answer, except to pay; then it counts as away
/// @param statusQueryWithin how long a wallet that asks about quotes waits for processors; then it is told what is
/// known
/// @param statusQueries that wallets' questions may cause at the same time; more are left out
@Validated
@ConfigurationProperties("cobnut.payment")
record ProcessorCallSettings(
        @DefaultValue("20s") @DurationMin(millis = 1) @NotNull
        Duration answerWithin,

        @DefaultValue("3s") @DurationMin @NotNull Duration statusQueryWithin,
        @DefaultValue("64") @Positive int statusQueries) {}
