package org.cobnut.payment;

/// An exact amount of one unit, never negative.
///
/// Amounts of different units are not comparable: mixing them is a bug of the caller and throws.
///
/// @param amount in the unit's smallest part: satoshis for `sat`, cents for `usd`
/// @param unit lower-case name of the unit, as the NUTs write it
public record Money(long amount, String unit) implements Comparable<Money> {

    public static final String SAT = "sat";
    public static final String MSAT = "msat";

    public Money {
        if (amount < 0) {
            throw new IllegalArgumentException("negative amount");
        }
        if (!unit.matches("[a-z0-9_-]{1,64}")) {
            throw new IllegalArgumentException("not a unit");
        }
    }

    public static Money sat(long amount) {
        return new Money(amount, SAT);
    }

    public static Money msat(long amountMsat) {
        return new Money(amountMsat, MSAT);
    }

    /// The exact sum.
    ///
    /// @throws ArithmeticException when the sum is above 2^63−1
    public Money plus(Money other) {
        return new Money(Math.addExact(amount, sameUnit(other)), unit);
    }

    /// The exact difference.
    ///
    /// @throws IllegalArgumentException when `other` is more than this
    public Money minus(Money other) {
        return new Money(Math.subtractExact(amount, sameUnit(other)), unit);
    }

    public boolean isMoreThan(Money other) {
        return compareTo(other) > 0;
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(amount, sameUnit(other));
    }

    private long sameUnit(Money other) {
        if (!unit.equals(other.unit)) {
            throw new IllegalArgumentException(unit + " is not " + other.unit);
        }
        return other.amount;
    }

    @Override
    public String toString() {
        return amount + " " + unit;
    }
}
