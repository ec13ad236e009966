package org.cobnut.payment;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class MoneyTests {

    @Test
    void addsAndSubtractsExactly() {
        assertThat(Money.sat(2).plus(Money.sat(3))).isEqualTo(Money.sat(5));
        assertThat(Money.sat(5).minus(Money.sat(3))).isEqualTo(Money.sat(2));
    }

    @Test
    void refusesToOverflow() {
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> Money.sat(Long.MAX_VALUE).plus(Money.sat(1)));
    }

    @Test
    void isNeverNegative() {
        assertThatIllegalArgumentException().isThrownBy(() -> Money.sat(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> Money.sat(1).minus(Money.sat(2)));
    }

    @Test
    void refusesToMixUnits() {
        assertThatIllegalArgumentException().isThrownBy(() -> Money.sat(1).plus(Money.msat(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> Money.sat(1).isMoreThan(Money.msat(1)));
    }
}
