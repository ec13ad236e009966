package org.cobnut.payment.fake;

import java.math.BigInteger;

import org.cobnut.payment.Money;
import org.cobnut.payment.PaymentRefusedException;
import org.cobnut.payment.PaymentRefusedException.Reason;

/// The fixed price of a unit in millisatoshis, which invoices are written in.
///
/// @param unit that is priced
/// @param units so many of it …
/// @param msat … are worth so many millisatoshis
record Rate(String unit, BigInteger units, BigInteger msat) {

    private static final long MSAT_PER_BTC = 100_000_000_000L;
    private static final long CENTS = 100;

    static Rate of(String unit, FakeSettings settings) {
        return switch (unit) {
            case "sat" -> of(unit, 1, 1_000);
            case "msat" -> of(unit, 1, 1);
            case "usd" -> of(unit, Math.multiplyExact(settings.usdPerBtc(), CENTS), MSAT_PER_BTC);
            case "eur" -> of(unit, Math.multiplyExact(settings.eurPerBtc(), CENTS), MSAT_PER_BTC);
            default -> throw new IllegalArgumentException("the fake processor knows no price of " + unit);
        };
    }

    private static Rate of(String unit, long units, long msat) {
        return new Rate(unit, BigInteger.valueOf(units), BigInteger.valueOf(msat));
    }

    /// What an amount of the unit is worth, rounded up.
    long toMsat(Money money) {
        return convert(money.amount(), msat, units);
    }

    /// What millisatoshis are worth in the unit, rounded up.
    Money fromMsat(long amountMsat) {
        return new Money(convert(amountMsat, units, msat), unit);
    }

    private static long convert(long amount, BigInteger to, BigInteger from) {
        var worth = BigInteger.valueOf(amount).multiply(to);
        var rounded = worth.add(from).subtract(BigInteger.ONE).divide(from);
        if (rounded.bitLength() > Long.SIZE - 1) {
            throw new PaymentRefusedException(Reason.AMOUNT_OUT_OF_RANGE, "more than there is");
        }
        return rounded.longValueExact();
    }
}
