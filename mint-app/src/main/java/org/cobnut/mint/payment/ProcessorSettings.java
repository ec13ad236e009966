package org.cobnut.mint.payment;

import java.util.Map;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// The processors that the operator wants, by a name for people.
///
/// @param processors without any, the mint does not start
/// @param mint amounts of mint quotes, for processors that have no limits of their own
/// @param melt amounts of melt quotes, likewise
@Validated
@ConfigurationProperties("cobnut")
record ProcessorSettings(
        @DefaultValue Map<String, @Valid Instance> processors,
        @DefaultValue @Valid AmountLimits mint,
        @DefaultValue @Valid AmountLimits melt) {

    ProcessorSettings {
        processors = Map.copyOf(processors);
    }

    /// One entry of `cobnut.processors`.
    ///
    /// @param kind which module's processor it is: `fake`
    /// @param unit that it trades in; absent, one processor is made for each unit of its kind's own settings
    /// @param mint its own limits of mint quotes, instead of the general ones
    /// @param melt its own limits of melt quotes
    /// @param options what the kind understands beyond these
    record Instance(
            @NotBlank String kind,
            @Nullable String unit,
            @Nullable @Valid AmountLimits mint,
            @Nullable @Valid AmountLimits melt,
            @DefaultValue Map<String, String> options) {

        Instance {
            options = Map.copyOf(options);
        }

        /// Without the options, which may hold secrets.
        @Override
        public String toString() {
            return kind + "(" + unit + ")";
        }
    }
}
