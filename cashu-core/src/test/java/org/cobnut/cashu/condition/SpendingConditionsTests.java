package org.cobnut.cashu.condition;

import java.util.List;

import org.cobnut.cashu.ErrorCode;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cobnut.cashu.condition.Fixture.*;
import static org.cobnut.cashu.condition.Spending.*;

class SpendingConditionsTests {

    @Test
    void letsOrdinarySecretsPass() {
        assertSpendable(List.of(proof("a"), proof("[\"hello\"]")), outputs(8, 8));
    }

    @Test
    void refusesAWitnessOnAnOrdinarySecret() {
        assertRefused(List.of(proof("a"), proof("b").withWitness("{\"signatures\":[]}")), outputs(8, 8));
    }

    @Test
    void refusesToTryMoreSignaturesThanItMay() {
        var one = SIGNER.sign(proof(TWO_OF_THREE, 1), List.of(ALICE, BOB));
        var other = SIGNER.sign(proof(TWO_OF_THREE, 2), List.of(ALICE, BOB));
        var conditions = new SpendingConditions(CURVE, 6); // three keys, two signatures

        conditions.verify(List.of(one), outputs(8), null, BEFORE);
        assertThatThrownBy(() -> conditions.verify(List.of(one, other), outputs(8), null, BEFORE))
                .hasMessageContaining("send fewer inputs")
                .extracting("code")
                .isEqualTo(ErrorCode.TOO_MANY_INPUTS);
    }

    @Test
    void refusesInWordsThatGiveNothingAway() {
        var proof = SIGNER.sign(proof(TO_ALICE, 1), List.of(MALLORY));

        assertThatThrownBy(() -> CONDITIONS.verify(List.of(proof), outputs(8), null, BEFORE))
                .hasMessage("the spending condition of an input is not fulfilled");
    }
}
