package org.cobnut.cashu;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/// A keyset without its keys, as `GET /v1/keysets` lists it (NUT-02).
///
/// @param active whether the mint signs outputs with it
/// @param inputFeePpk thousandths of the unit that the spender pays for each input
/// @param finalExpiry from when on the mint owes nothing for it; null if never
public record KeysetInfo(
        KeysetId id,
        Unit unit,
        boolean active,
        long inputFeePpk,
        @Nullable Instant finalExpiry) {

    /// Checks the terms.
    ///
    /// @throws IllegalArgumentException with a negative fee or expiry, or with an abbreviated id
    public KeysetInfo {
        if (id.isShort()) {
            throw new IllegalArgumentException("a keyset has a whole id");
        }
        requireTerms(inputFeePpk, finalExpiry);
    }

    static void requireTerms(long inputFeePpk, @Nullable Instant finalExpiry) {
        if (inputFeePpk < 0 || (finalExpiry != null && finalExpiry.getEpochSecond() < 0)) {
            throw new IllegalArgumentException("a keyset's fee and expiry are not negative");
        }
    }
}
