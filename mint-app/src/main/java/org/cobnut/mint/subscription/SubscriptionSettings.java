package org.cobnut.mint.subscription;

import java.time.Duration;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// How much wallets may ask of the sockets. Everything about a socket is bounded.
///
/// @param sockets open at once; more are refused with status 503
/// @param perSocket subscriptions of one socket
/// @param filters quotes or proofs of one subscription
/// @param watched quotes and proofs watched by all sockets together: what is looked up in every tick
/// @param frame size of a message from a wallet, enough for a thousand proofs; a larger one closes the socket. From its
///     first message on, a socket occupies twice as much
/// @param outbox messages that wait for a wallet to read them; one more closes the socket
/// @param backlog text that waits for all wallets together; once there is more, wallets that read too slowly are cut
/// off
/// @param queue changes that wait to be told; more are found by the next tick
/// @param tick how often what other replicas changed is looked for
/// @param ping how often a socket is pinged; one that answers nothing for three times as long is closed
@Validated
@ConfigurationProperties("cobnut.subscription")
record SubscriptionSettings(
        @DefaultValue("1000") @Positive int sockets,
        @DefaultValue("100") @Positive int perSocket,
        @DefaultValue("1000") @Positive int filters,
        @DefaultValue("50000") @Positive int watched,
        @DefaultValue("80KB") @NotNull DataSize frame,
        @DefaultValue("2000") @Positive int outbox,
        @DefaultValue("32MB") @NotNull DataSize backlog,
        @DefaultValue("10000") @Positive int queue,
        @DefaultValue("1s") @NotNull Duration tick,
        @DefaultValue("20s") @NotNull Duration ping) {}
