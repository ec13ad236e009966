package org.cobnut.cashu.condition;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.cobnut.cashu.condition.Fixture.*;
import static org.cobnut.cashu.condition.Spending.*;

class P2pkTests {

    @Test
    void wantsTheSignatureOfTheKey() {
        var proof = proof(TO_ALICE, 1);

        assertSpendable(List.of(SIGNER.sign(proof, List.of(ALICE))));
        assertRefused(List.of(proof));
        assertRefused(List.of(proof.withWitness("{\"signatures\":[]}")));
        assertRefused(List.of(SIGNER.sign(proof, List.of(MALLORY))));
    }

    @Test
    void wantsASignatureOfEachProofItself() {
        var signed = SIGNER.sign(proof(TO_ALICE, 1), List.of(ALICE));

        assertRefused(List.of(proof(TO_ALICE, 2).withWitness(witness(signed))));
        assertRefused(List.of(signed, proof(TO_ALICE, 2)));
        assertSpendable(List.of(signed, SIGNER.sign(proof(TO_ALICE, 2), List.of(ALICE)), proof("ordinary")));
    }

    @Test
    void countsKeysOfTheMultisig() {
        var proof = proof(TWO_OF_THREE, 1);

        assertSpendable(List.of(SIGNER.sign(proof, List.of(ALICE, CAROL))));
        assertSpendable(List.of(SIGNER.sign(SIGNER.sign(proof, List.of(CAROL)), List.of(BOB))));
        assertRefused(List.of(SIGNER.sign(proof, List.of(BOB))));
        assertRefused(List.of(SIGNER.sign(proof, List.of(BOB, MALLORY))));
    }

    @Test
    void countsAKeyOnceHoweverOftenItSigns() {
        assertRefused(List.of(SIGNER.sign(proof(TWO_OF_THREE, 1), List.of(BOB, BOB, BOB))));
    }

    @Test
    void countsASignatureOnceWhateverTheCaseOfItsDigits() {
        var once = SIGNER.sign(proof(TWO_OF_THREE, 1), List.of(BOB));
        var signature = Witness.parse(once.witness()).signatures().getFirst();
        var twice = new Witness(null, List.of(signature, signature.toUpperCase(Locale.ROOT)));

        assertRefused(List.of(once.withWitness(twice.json())));
    }

    @Test
    void isNotSpoiltBySurplusSignaturesThatAreInvalid() {
        var proof = SIGNER.sign(proof(TO_ALICE, 1), List.of(MALLORY, ALICE));
        var signatures = new ArrayList<>(Witness.parse(proof.witness()).signatures());
        signatures.addAll(0, List.of("", "zz", "0x00", "é".repeat(128), "00".repeat(64), "00".repeat(65)));

        assertSpendable(List.of(proof.withWitness(new Witness(null, signatures).json())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"signatures\"",
                "{",
                "{\"signatures\":{}}",
                "{\"signatures\":[1]}",
                "{\"signatures\":[],\"signatures\":[]}",
                "{\"signatures\":[]} x",
                "{\"preimage\":1}",
            })
    void refusesMalformedWitnesses(String witness) {
        assertRefused(List.of(proof(TO_ALICE, 1).withWitness(witness)));
    }
}
