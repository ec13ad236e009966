package org.cobnut.mint.http;

import java.time.Duration;
import java.util.Collection;

import jakarta.validation.constraints.Positive;
import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// What one request may hold. Wallets learn the smaller of `inputs` and `outputs` from `/v1/info`.
///
/// @param inputs proofs, or Ys, accepted in one request; more are refused with code 11014
/// @param outputs blinded messages accepted in one request; more are refused with code 11015
/// @param body size of a request's body after decompression; more is refused with status 413
/// @param bodyTime how long a body may take to arrive; later is refused with status 408
/// @param secret bytes of a proof's secret in UTF-8
/// @param witness bytes of a proof's witness in UTF-8
/// @param signatureChecks pairs of a key and a signature that the spending conditions of one request may make the mint
///     try; more are refused with code 11014
@Validated
@ConfigurationProperties("cobnut.limits")
public record Limits(
        @DefaultValue("1000") @Positive int inputs,
        @DefaultValue("1000") @Positive int outputs,
        @DefaultValue("1MB") DataSize body,
        @DefaultValue("30s") Duration bodyTime,
        @DefaultValue("1024") @Positive int secret,
        @DefaultValue("1024") @Positive int witness,
        @DefaultValue("10000") @Positive int signatureChecks) {

    /// What a wallet may put into any array of a request.
    public int maxArrayLength() {
        return Math.min(inputs, outputs);
    }

    /// Refuses more than [#inputs] with code 11014.
    public void checkInputs(Collection<?> given) {
        if (given.size() > inputs) {
            throw new CashuException(ErrorCode.TOO_MANY_INPUTS, "at most " + inputs + " inputs in one request");
        }
    }

    /// Refuses more than [#outputs] with code 11015.
    public void checkOutputs(Collection<?> given) {
        if (given.size() > outputs) {
            throw new CashuException(ErrorCode.TOO_MANY_OUTPUTS, "at most " + outputs + " outputs in one request");
        }
    }
}
