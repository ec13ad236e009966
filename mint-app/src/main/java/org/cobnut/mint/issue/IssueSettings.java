package org.cobnut.mint.issue;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How mint quotes are kept.
///
/// @param quoteTtl how long a request may be paid; what arrives later is credited all the same
/// @param checkInterval how often, at most, a processor is asked about one quote, over all replicas
/// @param batch quotes that one request may name (NUT-29); more are refused with code 11017
/// @param keepUnpaid how long after its expiry a quote is forgotten that nobody has paid; what is paid for it later
///     is kept for the operator
/// @param description bytes of a description in UTF-8; longer ones are refused
@Validated
@ConfigurationProperties("cobnut.mint")
record IssueSettings(
        @DefaultValue("1h") @DurationMin(seconds = 1) @NotNull
        Duration quoteTtl,

        @DefaultValue("10s") @DurationMin @NotNull Duration checkInterval,

        @DefaultValue("30d") @DurationMin(hours = 1) @NotNull
        Duration keepUnpaid,

        @DefaultValue("100") @Positive int batch,
        @DefaultValue("639") @Positive int description) {

    /// Refuses a batch without quotes, with too many, or with one twice.
    void checkBatch(List<String> quotes) {
        if (quotes.isEmpty()) {
            throw new CashuException(ErrorCode.MALFORMED_REQUEST, "a batch without quotes");
        }
        if (quotes.size() > batch) {
            throw new CashuException(ErrorCode.BATCH_TOO_LARGE, "at most " + batch + " quotes in one request");
        }
        if (new HashSet<>(quotes).size() < quotes.size()) {
            throw new CashuException(ErrorCode.DUPLICATE_QUOTES);
        }
    }
}
