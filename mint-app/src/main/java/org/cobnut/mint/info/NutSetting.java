package org.cobnut.mint.info;

import java.util.Map;
import java.util.function.Supplier;

/// What a feature declares about a NUT under `nuts` of NUT-06. A bean of this type is all that it takes; what is wired
/// nowhere is declared nowhere.
///
/// @param nut the NUT's number
/// @param value asked at every request, so that it can follow what processors report; written as JSON
public record NutSetting(int nut, Supplier<? extends Object> value) {

    /// `{"supported": true}`, which is all that most NUTs have to say.
    public static NutSetting supported(int nut) {
        return new NutSetting(nut, () -> Map.of("supported", true));
    }
}
