package org.cobnut.signatory;

import java.time.Instant;
import java.util.SortedMap;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.KeysetId;
import org.cobnut.cashu.Unit;
import org.cobnut.cashu.crypto.Point;
import org.jspecify.annotations.Nullable;

/// How the id of a keyset is computed (NUT-02).
public enum KeysetVersion {
    /// 8 bytes, a hash of the keys alone.
    V1,
    /// 33 bytes, a hash of keys, unit, fee and expiry.
    V2;

    static KeysetVersion of(KeysetId id) {
        return id.version() == 1 ? V1 : V2;
    }

    KeysetId id(SortedMap<Amount, Point> keys, Unit unit, long inputFeePpk, @Nullable Instant finalExpiry) {
        return switch (this) {
            case V1 -> KeysetId.v1(keys);
            case V2 -> KeysetId.v2(keys, unit, inputFeePpk, finalExpiry);
        };
    }
}
