package org.cobnut.signatory;

import java.time.Instant;
import java.util.List;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.Unit;
import org.jspecify.annotations.Nullable;

/// The terms of a new keyset.
///
/// @param inputFeePpk thousandths of the unit that each input costs
/// @param amounts what there are keys for; none means those of the unit's newest keyset, or [KeysetDefinition#AMOUNTS]
/// for its first
/// @param finalExpiry from when on the mint owes nothing for it; null if never
/// @param validFrom when it is meant to replace its predecessor; a signatory that does not keep times ignores it
public record Rotation(
        Unit unit,
        long inputFeePpk,
        List<Amount> amounts,
        @Nullable Instant finalExpiry,
        KeysetVersion version,
        Instant validFrom) {

    /// Checks the terms.
    ///
    /// @throws IllegalArgumentException if an amount is there twice or is zero, if the fee is negative, or if the
    /// keyset would expire before it is used
    public Rotation {
        amounts = List.copyOf(amounts);
        if (amounts.contains(Amount.ZERO)
                || amounts.size() != amounts.stream().distinct().count()) {
            throw new IllegalArgumentException("the amounts of a keyset are different and not zero");
        }
        if (inputFeePpk < 0) {
            throw new IllegalArgumentException("the input fee of a keyset is not negative");
        }
        if (finalExpiry != null && !finalExpiry.isAfter(validFrom)) {
            throw new IllegalArgumentException("a keyset does not expire before it is valid");
        }
    }
}
