package org.cobnut.cashu;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import org.cobnut.cashu.crypto.Point;
import org.jspecify.annotations.Nullable;

/// A mint's public keys for the amounts of one unit (NUT-01, NUT-02).
///
/// @param active whether the mint signs outputs with it; inputs of inactive keysets are still redeemed
/// @param inputFeePpk thousandths of the unit that the spender pays for each input
/// @param finalExpiry from when on the mint owes nothing for it; null if never
/// @param keys public keys by amount, at least one
public record Keyset(
        KeysetId id,
        Unit unit,
        boolean active,
        long inputFeePpk,
        @Nullable Instant finalExpiry,
        SortedMap<Amount, Point> keys) {

    /// Checks the terms.
    ///
    /// @throws IllegalArgumentException without keys, with a negative fee or expiry, or with an abbreviated id
    public Keyset {
        if (keys.isEmpty() || id.isShort()) {
            throw new IllegalArgumentException("a keyset has keys and a whole id");
        }
        KeysetInfo.requireTerms(inputFeePpk, finalExpiry);
        keys = Collections.unmodifiableSortedMap(new TreeMap<>(keys));
    }

    /// The public key for `amount`, if the keyset has that amount.
    public Optional<Point> key(Amount amount) {
        return Optional.ofNullable(keys.get(amount));
    }

    /// Whether the id is the one that these keys and terms hash to, in the version that the id says it has.
    public boolean hasGenuineId() {
        var computed = switch (id.version()) {
            case 1 -> KeysetId.v1(keys);
            case 2 -> KeysetId.v2(keys, unit, inputFeePpk, finalExpiry);
            default -> throw new IllegalStateException("keyset version " + id.version());
        };
        return id.equals(computed);
    }

    /// What `GET /v1/keysets` tells of it.
    public KeysetInfo info() {
        return new KeysetInfo(id, unit, active, inputFeePpk, finalExpiry);
    }
}
