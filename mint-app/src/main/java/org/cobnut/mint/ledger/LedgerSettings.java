package org.cobnut.mint.ledger;

import java.time.Duration;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// The bounds of the committer.
///
/// @param queue operations that may wait; more are answered 503
/// @param groupOperations operations in one transaction
/// @param groupRows proofs and signatures in one transaction; an operation that has more is alone in it
/// @param attempts how often a group is tried that the database ended for a deadlock, a timeout or a broken connection
/// @param answerWithin how long an operation waits for its verdict; later it is answered 503, and a repeat of the
///     request is answered with what became of it
@Validated
@ConfigurationProperties("cobnut.ledger")
public record LedgerSettings(
        @DefaultValue("4096") @Positive int queue,
        @DefaultValue("256") @Positive int groupOperations,
        @DefaultValue("2000") @Positive int groupRows,
        @DefaultValue("5") @Positive int attempts,
        @DefaultValue("30s") @NotNull Duration answerWithin) {}
