package org.cobnut.mint.keyset;

import java.time.Duration;
import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import org.cobnut.cashu.Unit;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Which keysets the mint has.
///
/// @param units units for which the mint has a keyset from its first start on
/// @param keysets what holds for all keysets
@Validated
@ConfigurationProperties("cobnut")
record KeysetSettings(
        @DefaultValue("sat") @NotEmpty List<String> units,
        @DefaultValue @Valid Keysets keysets) {

    /// Normalises the names of the units.
    ///
    /// @throws IllegalArgumentException if a name is not one of a unit, or is reserved
    KeysetSettings {
        units = units.stream().map(KeysetSettings::name).distinct().toList();
    }

    private static String name(String text) {
        var unit = new Unit(text.strip());
        if (unit.equals(Unit.AUTH)) {
            throw new IllegalArgumentException("the unit auth is reserved for blind authentication");
        }
        return unit.name();
    }

    /// What holds for all keysets.
    ///
    /// @param inputFeePpk thousandths of the unit that each input of a new keyset costs; the first keyset
    ///     of a unit takes it from here, a later one from the operator who rotates
    /// @param refresh how often a replica reads the changes of the others; a rotation on PostgreSQL
    ///     takes effect after twice this time
    record Keysets(
            @DefaultValue("0") @PositiveOrZero long inputFeePpk,
            @DefaultValue("5s") @NotNull Duration refresh) {

        Keysets {
            if (refresh.compareTo(Duration.ofMillis(100)) < 0 || refresh.compareTo(Duration.ofMinutes(5)) > 0) {
                throw new IllegalArgumentException("keysets are refreshed every 100 ms to 5 minutes");
            }
        }
    }
}
