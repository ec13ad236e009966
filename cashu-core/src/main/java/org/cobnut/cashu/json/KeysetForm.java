package org.cobnut.cashu.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.SortedMap;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.cobnut.cashu.Amount;
import org.cobnut.cashu.Keyset;
import org.cobnut.cashu.KeysetId;
import org.cobnut.cashu.KeysetInfo;
import org.cobnut.cashu.Unit;
import org.cobnut.cashu.crypto.Point;
import org.jspecify.annotations.Nullable;

/// A keyset on the wire (NUT-01 with keys, NUT-02 without).
///
/// @param active absent in the answers of older mints, which list active keysets only
/// @param inputFeePpk absent or null for none
/// @param finalExpiry seconds since the epoch; absent, null or 0 for never
@JsonIgnoreProperties(ignoreUnknown = true)
record KeysetForm(
        KeysetId id,
        Unit unit,
        @Nullable Boolean active,
        @JsonProperty("input_fee_ppk") @Nullable Amount inputFeePpk,
        @JsonProperty("final_expiry") @Nullable Amount finalExpiry,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable SortedMap<Amount, Point> keys) {

    static KeysetForm of(Keyset keyset) {
        return of(keyset.info(), keyset.keys());
    }

    static KeysetForm of(KeysetInfo info) {
        return of(info, null);
    }

    private static KeysetForm of(KeysetInfo info, @Nullable SortedMap<Amount, Point> keys) {
        var expiry =
                info.finalExpiry() == null ? null : Amount.of(info.finalExpiry().getEpochSecond());
        return new KeysetForm(info.id(), info.unit(), info.active(), Amount.of(info.inputFeePpk()), expiry, keys);
    }

    Keyset keyset() {
        if (keys == null) {
            throw new IllegalArgumentException("a keyset has keys");
        }
        var info = info();
        return new Keyset(info.id(), info.unit(), info.active(), info.inputFeePpk(), info.finalExpiry(), keys);
    }

    KeysetInfo info() {
        // A fee from 2^63 on turns negative here, which KeysetInfo refuses.
        long fee = inputFeePpk == null ? 0 : inputFeePpk.value();
        return new KeysetInfo(id, unit, active == null || active, fee, expiry());
    }

    private @Nullable Instant expiry() {
        if (finalExpiry == null || finalExpiry.isZero()) {
            return null;
        }
        try {
            return Instant.ofEpochSecond(finalExpiry.value());
        } catch (DateTimeException _) {
            throw new IllegalArgumentException("a keyset expires within the next thousand million years");
        }
    }
}
