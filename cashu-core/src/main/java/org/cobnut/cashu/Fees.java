package org.cobnut.cashu;

import java.util.Collection;

/// What the inputs of a transaction cost (NUT-02), and how a payment's unused fee comes back (NUT-08).
public final class Fees {

    private static final long PPK = 1000;

    private Fees() {}

    /// The fees of all inputs together, rounded up once.
    ///
    /// @param inputFeesPpk thousandths of the unit, the fee of the keyset of each input; none is negative
    /// @throws CashuException with AMOUNT_OVERFLOW if they do not fit
    public static Amount of(Collection<Long> inputFeesPpk) {
        try {
            long sum = inputFeesPpk.stream().mapToLong(Long::longValue).reduce(0, Math::addExact);
            return Amount.of(Math.ceilDiv(sum, PPK));
        } catch (ArithmeticException _) {
            throw new CashuException(ErrorCode.AMOUNT_OVERFLOW, "the input fees are too large");
        }
    }

    /// How many blank outputs a wallet sends along with a melt, so that the mint can give back any part of
    /// `feeReserve`: as many as the largest change has bits.
    public static int blankOutputs(Amount feeReserve) {
        if (feeReserve.isZero()) {
            return 0;
        }
        return Math.max(1, Long.SIZE - Long.numberOfLeadingZeros(feeReserve.value() - 1));
    }
}
