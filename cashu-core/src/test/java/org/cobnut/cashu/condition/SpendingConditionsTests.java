package org.cobnut.cashu.condition;

import java.util.List;

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
    void refusesInWordsThatGiveNothingAway() {
        var proof = SIGNER.sign(proof(TO_ALICE, 1), List.of(MALLORY));

        assertThatThrownBy(() -> CONDITIONS.verify(List.of(proof), outputs(8), null, BEFORE))
                .hasMessage("the spending condition of an input is not fulfilled");
    }
}
