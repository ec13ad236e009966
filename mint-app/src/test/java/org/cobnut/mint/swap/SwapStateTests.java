package org.cobnut.mint.swap;

import java.util.List;
import java.util.Map;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.cashu.KeysetId;
import org.cobnut.cashu.Unit;
import org.cobnut.mint.ledger.BlindedOutputs;
import org.cobnut.mint.ledger.Inputs;
import org.cobnut.mint.ledger.OperationId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SwapStateTests {

    private static final OperationId ID = OperationId.parse("01890000-0000-7000-8000-000000000000");

    @Test
    void takesOutputsThatAreWorthTheInputsLessTheFee() {
        assertThat(swap(4, 1, 3).verified(ID).id()).isEqualTo(ID);
    }

    @Test
    void refusesInputsThatAreWorthLessThanTheirFeeAsUnbalanced() {
        assertThatExceptionOfType(CashuException.class)
                .isThrownBy(() -> swap(1, 2, 1).verified(ID))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.UNBALANCED));
    }

    private static SwapState.Initial swap(long inputs, long fee, long outputs) {
        var fees = Map.of(KeysetId.parse("00ad268c4d1f5826"), Amount.of(fee));
        return new SwapState.Initial(
                new Inputs(List.of(), Unit.SAT, Amount.of(inputs), fees),
                new BlindedOutputs(List.of(), Unit.SAT, Amount.of(outputs)));
    }
}
