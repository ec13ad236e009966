package org.cobnut.mint.payment;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// What the operator has switched off.
///
/// @param mintingDisabled new mint quotes are refused with code 20003; what was paid for can still be minted
/// @param meltingDisabled new melt quotes and melts are refused with code 20003; what is under way goes on
@Validated
@ConfigurationProperties("cobnut.payment")
record DisabledOperations(
        @DefaultValue("false") boolean mintingDisabled,
        @DefaultValue("false") boolean meltingDisabled) {}
