package org.cobnut.cashu.condition;

import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;

import org.cobnut.cashu.crypto.Point;

/// NUT-11: keys of which some must sign. No keys at all, of which none must sign, is [#NONE].
///
/// @param keys whose signatures count; no two have the same x-coordinate, since a signature does not tell these
/// apart
/// @param required how many of the keys must sign, at least one if there are any
public record Signers(List<Point> keys, int required) {

    /// Nobody has to sign.
    public static final Signers NONE = new Signers(List.of(), 0);

    /// @throws IllegalArgumentException if keys repeat or `required` cannot be met or is met by nobody
    public Signers {
        keys = List.copyOf(keys);
        if (required > keys.size() || required < Math.min(1, keys.size())) {
            throw new IllegalArgumentException("the number of signatures does not fit the number of keys");
        }
        var xs = new HashSet<String>();
        if (!keys.stream().allMatch(key -> xs.add(HexFormat.of().formatHex(key.xOnly())))) {
            throw new IllegalArgumentException("a key is named twice");
        }
    }

    /// Any one of `keys` has to sign.
    public static Signers oneOf(Point... keys) {
        return of(1, keys);
    }

    /// As many as `required` of `keys` have to sign.
    public static Signers of(int required, Point... keys) {
        return new Signers(List.of(keys), required);
    }

    /// Does nobody have to sign?
    public boolean isEmpty() {
        return keys.isEmpty();
    }
}
