package org.cobnut.cashu;

import java.util.Collection;

/// What the inputs of a transaction cost (NUT-02).
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
}
