package org.cobnut.mint.keyset;

import java.time.Instant;
import java.util.List;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.Unit;
import org.jspecify.annotations.Nullable;

/// The terms of a unit's next keyset, which an operator decides.
///
/// @param inputFeePpk thousandths of the unit that each input costs
/// @param amounts that have a key; none means the same as its predecessor
/// @param finalExpiry when the mint ceases to redeem it; null if never
/// @param idVersion 1 or 2: how its id is computed (NUT-02)
public record RotationTerms(
        Unit unit,
        long inputFeePpk,
        List<Amount> amounts,
        @Nullable Instant finalExpiry,
        int idVersion) {

    /// The usual terms: the amounts stay, nothing expires, ids are of version 2.
    public static RotationTerms of(Unit unit, long inputFeePpk) {
        return new RotationTerms(unit, inputFeePpk, List.of(), null, 2);
    }

    /// Checks the terms.
    ///
    /// @throws IllegalArgumentException for a reserved unit or an unknown version
    public RotationTerms {
        amounts = List.copyOf(amounts);
        if (unit.equals(Unit.AUTH)) {
            throw new IllegalArgumentException("the unit auth is reserved for blind authentication");
        }
        if (idVersion != 1 && idVersion != 2) {
            throw new IllegalArgumentException("ids of keysets have version 1 or 2");
        }
    }
}
