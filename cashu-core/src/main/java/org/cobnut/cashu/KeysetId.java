package org.cobnut.cashu;

import java.time.Instant;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.cobnut.cashu.crypto.Point;
import org.cobnut.cashu.crypto.Sha256;
import org.jspecify.annotations.Nullable;

/// The id of a keyset (NUT-02): a version byte and a hash of what the keyset promises. 8 bytes in version 1, 33 in
/// version 2. Tokens may abbreviate a version 2 id to its first 8 bytes; a mint knows whole ids only.
///
/// @param hex lower-case hexadecimal digits
public record KeysetId(String hex) implements Comparable<KeysetId> {

    private static final int SHORT_LENGTH = 8;
    private static final int SHORT_DIGITS = 2 * SHORT_LENGTH;
    private static final long NUT13_MODULUS = Integer.MAX_VALUE;
    private static final Pattern FORM = Pattern.compile("0[01][0-9a-f]{14}|01[0-9a-f]{64}");

    /// Takes whole and abbreviated ids.
    ///
    /// @throws IllegalArgumentException unless `hex` has the form of a whole or abbreviated id
    public KeysetId {
        if (!FORM.matcher(hex).matches()) {
            throw new IllegalArgumentException("not a keyset id of version 00 or 01");
        }
    }

    /// Reads a whole id, the only kind that mints accept.
    ///
    /// @throws IllegalArgumentException if it is not one
    public static KeysetId parse(String hex) {
        var id = new KeysetId(hex);
        if (id.isShort()) {
            throw new IllegalArgumentException("a keyset id must not be abbreviated here");
        }
        return id;
    }

    /// Reads the bytes of a whole or abbreviated id, as in tokens.
    ///
    /// @throws IllegalArgumentException if they are neither
    public static KeysetId of(byte[] bytes) {
        return new KeysetId(HexFormat.of().formatHex(bytes));
    }

    /// The id of version 1: it commits to the keys alone.
    public static KeysetId v1(SortedMap<Amount, Point> keys) {
        var raw = keys.values().stream().map(Point::compressed).toArray(byte[][]::new);
        var hash = HexFormat.of().formatHex(Sha256.hash(raw));
        return new KeysetId("00" + hash.substring(0, SHORT_DIGITS - 2));
    }

    /// The id of version 2: it commits to keys, unit, fee and expiry.
    ///
    /// @param keys in ascending order of amounts
    /// @param inputFeePpk thousandths of the unit that each input costs; 0 is none
    /// @param finalExpiry null if the keyset does not expire
    public static KeysetId v2(
            SortedMap<Amount, Point> keys, Unit unit, long inputFeePpk, @Nullable Instant finalExpiry) {
        var preimage = new StringBuilder(keys.entrySet().stream()
                .map(key -> key.getKey() + ":" + key.getValue().hex())
                .collect(Collectors.joining(",")));
        preimage.append("|unit:").append(unit.name());
        if (inputFeePpk != 0) {
            preimage.append("|input_fee_ppk:").append(inputFeePpk);
        }
        if (finalExpiry != null && finalExpiry.getEpochSecond() != 0) {
            preimage.append("|final_expiry:").append(finalExpiry.getEpochSecond());
        }
        var hash = Sha256.hash(preimage.toString());
        return new KeysetId("01" + HexFormat.of().formatHex(hash));
    }

    /// 1 or 2.
    public int version() {
        return hex.startsWith("00") ? 1 : 2;
    }

    /// Whether this is the first 8 bytes of a version 2 id, which has to be completed before a mint sees it.
    public boolean isShort() {
        return version() == 2 && hex.length() == SHORT_DIGITS;
    }

    /// The first 8 bytes; of a version 1 id that is all of it.
    public KeysetId abbreviated() {
        return hex.length() == SHORT_DIGITS ? this : new KeysetId(hex.substring(0, SHORT_DIGITS));
    }

    public byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    /// NUT-13: the first 8 bytes as an unsigned number modulo 2^31-1, the keyset's place in BIP-32 paths.
    public int nut13Integer() {
        long first = Long.parseUnsignedLong(hex, 0, SHORT_DIGITS, 16);
        return (int) Long.remainderUnsigned(first, NUT13_MODULUS);
    }

    @Override
    public int compareTo(KeysetId other) {
        return hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}
