package org.cobnut.cashu;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/// A number of a currency's smallest units, from 0 to 2^64-1 as the NUTs have it. Arithmetic is exact: what does
/// not fit is refused with [ErrorCode#AMOUNT_OVERFLOW].
///
/// @param value the 64 bits, to be read as an unsigned number
public record Amount(long value) implements Comparable<Amount> {

    public static final Amount ZERO = new Amount(0);
    public static final Amount ONE = new Amount(1);

    private static final int MOST_PARTS = 1024;

    /// An amount below 2^63.
    ///
    /// @throws IllegalArgumentException if `value` is negative
    public static Amount of(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("an amount is not negative");
        }
        return new Amount(value);
    }

    /// Reads the decimal form.
    ///
    /// @param decimal digits only, without sign or leading zeros
    /// @throws IllegalArgumentException if they are no number from 0 to 2^64-1
    public static Amount parse(String decimal) {
        boolean canonical = decimal.equals("0")
                || (!decimal.isEmpty()
                        && decimal.charAt(0) != '0'
                        && decimal.chars().allMatch(c -> c >= '0' && c <= '9'));
        if (!canonical) {
            throw new IllegalArgumentException("an amount is a whole number without sign");
        }
        try {
            return new Amount(Long.parseUnsignedLong(decimal));
        } catch (NumberFormatException _) {
            throw new IllegalArgumentException("an amount is less than 2^64");
        }
    }

    /// The sum; of nothing it is zero.
    ///
    /// @throws CashuException with AMOUNT_OVERFLOW from 2^64 on
    public static Amount sum(Iterable<Amount> amounts) {
        var sum = ZERO;
        for (var amount : amounts) {
            sum = sum.plus(amount);
        }
        return sum;
    }

    /// This and `other` together.
    ///
    /// @throws CashuException with AMOUNT_OVERFLOW from 2^64 on
    public Amount plus(Amount other) {
        long sum = value + other.value;
        if (Long.compareUnsigned(sum, value) < 0) {
            throw new CashuException(ErrorCode.AMOUNT_OVERFLOW, "the sum of the amounts is too large");
        }
        return new Amount(sum);
    }

    /// What is left of this without `other`.
    ///
    /// @throws CashuException with AMOUNT_OVERFLOW if `other` is more than this
    public Amount minus(Amount other) {
        if (other.isMoreThan(this)) {
            throw new CashuException(ErrorCode.AMOUNT_OVERFLOW, "the difference of the amounts is negative");
        }
        return new Amount(value - other.value);
    }

    public boolean isZero() {
        return value == 0;
    }

    public boolean isMoreThan(Amount other) {
        return compareTo(other) > 0;
    }

    public boolean isLessThan(Amount other) {
        return compareTo(other) < 0;
    }

    /// The amount as the signed number that tables and clocks use.
    ///
    /// @throws CashuException with AMOUNT_OUT_OF_RANGE from 2^63 on
    public long toLongExact() {
        if (value < 0) {
            throw new CashuException(ErrorCode.AMOUNT_OUT_OF_RANGE, "amounts from 2^63 on are not accepted");
        }
        return value;
    }

    /// Takes the amount apart into as few of `denominations` as a greedy choice finds; for powers of two that is the
    /// fewest there are.
    ///
    /// @return the parts, smallest first, the order of outputs that NUT-03 asks for
    /// @throws CashuException with AMOUNT_OUT_OF_RANGE if the denominations do not make up the amount, or only in
    /// more than 1024 parts
    public List<Amount> split(Collection<Amount> denominations) {
        var parts = new ArrayList<Amount>();
        var rest = this;
        for (var denomination : descending(denominations)) {
            long times = Long.divideUnsigned(rest.value, denomination.value);
            if (Long.compareUnsigned(times, MOST_PARTS - parts.size()) > 0) {
                throw notRepresentable();
            }
            parts.addAll(Collections.nCopies((int) times, denomination));
            rest = new Amount(rest.value - times * denomination.value);
        }
        if (!rest.isZero()) {
            throw notRepresentable();
        }
        return List.copyOf(parts.reversed());
    }

    private static CashuException notRepresentable() {
        return new CashuException(ErrorCode.AMOUNT_OUT_OF_RANGE, "the keyset cannot represent this amount");
    }

    private static List<Amount> descending(Collection<Amount> denominations) {
        return denominations.stream()
                .filter(denomination -> !denomination.isZero())
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    @Override
    public int compareTo(Amount other) {
        return Long.compareUnsigned(value, other.value);
    }

    /// Decimal digits, as on the wire.
    @Override
    public String toString() {
        return Long.toUnsignedString(value);
    }
}
