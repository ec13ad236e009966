package org.cobnut.signatory;

import java.time.Instant;
import java.util.List;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.Unit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RotationTests {

    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);

    @Test
    void refusesAmountsThatAreZeroOrTwice() {
        refuses(0, List.of(Amount.ZERO), null);
        refuses(0, List.of(Amount.ONE, Amount.of(2), Amount.ONE), null);
    }

    @Test
    void refusesANegativeFee() {
        refuses(-1, List.of(), null);
    }

    @Test
    void refusesToExpireBeforeItIsValid() {
        refuses(0, List.of(), NOW);
    }

    private static void refuses(long fee, List<Amount> amounts, @Nullable Instant expiry) {
        assertThatThrownBy(() -> new Rotation(Unit.SAT, fee, amounts, expiry, KeysetVersion.V2, NOW))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
