package org.cobnut.mint.payment;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.PositiveOrZero;
import org.cobnut.cashu.Amount;
import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What one quote may be about, in its unit, both ends included.
///
/// @param minAmount less is refused with code 11006
/// @param maxAmount more is refused with code 11006; of a melt this includes the fee reserve
public record AmountLimits(
        @DefaultValue("1") @PositiveOrZero long minAmount,
        @DefaultValue("500000") @PositiveOrZero long maxAmount) {

    /// Refuses with code 11006 what is outside.
    public void check(Amount amount) {
        if (amount.isLessThan(Amount.of(minAmount)) || amount.isMoreThan(Amount.of(maxAmount))) {
            throw new CashuException(
                    ErrorCode.AMOUNT_OUT_OF_RANGE, "amounts from " + minAmount + " to " + maxAmount + " only");
        }
    }

    @AssertTrue(message = "a minimum above its maximum")
    boolean isOrdered() {
        return minAmount <= maxAmount;
    }
}
