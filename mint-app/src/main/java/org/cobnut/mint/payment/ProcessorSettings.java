package org.cobnut.mint.payment;

import java.util.Map;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.PositiveOrZero;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// The processors that the operator wants, by a name for people.
///
/// @param processors without any, the mint neither mints nor melts
@Validated
@ConfigurationProperties("cobnut")
record ProcessorSettings(@DefaultValue Map<String, @Valid Instance> processors) {

    ProcessorSettings {
        processors = Map.copyOf(processors);
    }

    /// One entry of `cobnut.processors`.
    ///
    /// @param kind which module's processor it is: `fake`
    /// @param unit that it trades in; absent, one processor is made for each unit of its kind's own settings
    /// @param minMint least amount of a mint quote, in the unit; less is refused with code 11006
    /// @param maxMint largest amount of a mint quote
    /// @param minMelt least amount of a melt quote
    /// @param maxMelt largest amount of a melt quote
    /// @param options what the kind understands beyond these
    record Instance(
            @NotBlank String kind,
            @Nullable String unit,
            @DefaultValue("1") @PositiveOrZero long minMint,
            @DefaultValue("500000") @PositiveOrZero long maxMint,
            @DefaultValue("1") @PositiveOrZero long minMelt,
            @DefaultValue("500000") @PositiveOrZero long maxMelt,
            @DefaultValue Map<String, String> options) {

        Instance {
            options = Map.copyOf(options);
        }

        @AssertTrue(message = "a minimum above its maximum")
        boolean isOrdered() {
            return minMint <= maxMint && minMelt <= maxMelt;
        }

        /// Without the options, which may hold secrets.
        @Override
        public String toString() {
            return kind + "(" + unit + ")";
        }
    }
}
