package org.cobnut.mint.payment;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;

/// What one quote may be about, in its unit, both ends included.
public record AmountLimits(long min, long max) {

    /// Refuses with code 11006 what is outside.
    public void check(Amount amount) {
        if (amount.isLessThan(Amount.of(min)) || amount.isMoreThan(Amount.of(max))) {
            throw new CashuException(ErrorCode.AMOUNT_OUT_OF_RANGE, "amounts from " + min + " to " + max + " only");
        }
    }
}
