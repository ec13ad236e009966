package org.cobnut.cashu.condition;

import java.util.ArrayList;
import java.util.List;

import org.cobnut.cashu.BlindedMessage;
import org.cobnut.cashu.Proof;
import org.junit.jupiter.api.Test;

import static org.cobnut.cashu.condition.Fixture.*;
import static org.cobnut.cashu.condition.Spending.*;

class SigAllTests {

    private final List<BlindedMessage> outputs = outputs(4, 8, 4);
    private final List<Proof> unsigned = List.of(proof(ALL_BY_ALICE, 1), proof(ALL_BY_ALICE, 2));
    private final List<Proof> inputs = SIGNER.signAll(unsigned, outputs, null, List.of(ALICE));

    @Test
    void wantsOneSignatureOverTheWholeSwap() {
        assertSpendable(inputs, outputs);
        assertRefused(unsigned, outputs);
        assertRefused(SIGNER.signAll(unsigned, outputs, null, List.of(MALLORY)), outputs);
    }

    @Test
    void bindsEveryOutputItsAmountAndItsPlace() {
        assertRefused(inputs, outputs.reversed());
        assertRefused(inputs, outputs.subList(0, 2));
        assertRefused(inputs, List.of());
        assertRefused(inputs, with(outputs, outputs(1).getFirst()));
        assertRefused(inputs, outputs(8, 4, 4));
        assertRefused(inputs, List.of(outputs.get(0), outputs.get(2), outputs.get(1)));
        assertRefused(inputs, List.of(resized(outputs.getFirst(), 5), outputs.get(1), outputs.get(2)));
    }

    @Test
    void bindsEveryInputAndItsPlace() {
        var third = with(inputs, proof(ALL_BY_ALICE, 3));
        var swapped = List.of(inputs.get(1).withWitness(witness(inputs.get(0))), unsigned.get(0));

        assertRefused(third, outputs);
        assertRefused(inputs.subList(0, 1), outputs);
        assertRefused(swapped, outputs);
    }

    @Test
    void bindsTheSignatureOfEveryInput() {
        var second = inputs.get(1);
        var other = new Proof(
                second.amount(), second.keysetId(), second.secret(), publicKey(MALLORY), second.witness(), null);

        assertRefused(List.of(inputs.get(0), other), outputs);
    }

    @Test
    void bindsAMeltToItsQuoteAndBlankOutputs() {
        var melt = SIGNER.signAll(unsigned, outputs, "quote-a", List.of(ALICE));

        assertSpendable(melt, outputs, "quote-a", BEFORE);
        assertRefused(melt, outputs, "quote-b", BEFORE);
        assertRefused(melt, List.of(), "quote-a", BEFORE);
        assertRefused(melt, outputs, null, BEFORE);
        assertRefused(inputs, outputs, "quote-a", BEFORE);
        assertSpendable(SIGNER.signAll(unsigned, List.of(), "quote-a", List.of(ALICE)), List.of(), "quote-a", BEFORE);
    }

    @Test
    void doesNotTakeSignaturesOfTheInputsAlone() {
        var each = unsigned.stream()
                .map(proof -> SIGNER.sign(proof, List.of(ALICE)))
                .toList();

        assertRefused(each, outputs);
    }

    @Test
    void doesNotLetSigInputsTakeASignatureOfTheWhole() {
        var unsignedInput = List.of(proof(TO_ALICE, 1));

        assertRefused(SIGNER.signAll(unsignedInput, outputs(8), null, List.of(ALICE)), outputs(8));
    }

    @Test
    void looksForTheWitnessInTheFirstInputOnly() {
        var inSecond = List.of(unsigned.get(0), unsigned.get(1).withWitness(witness(inputs.get(0))));
        var inBoth = List.of(inputs.get(0), SIGNER.sign(inputs.get(1), List.of(MALLORY)));

        assertRefused(inSecond, outputs);
        assertSpendable(inBoth, outputs);
    }

    @Test
    void refusesInputsOfDifferentData() {
        assertRefusedTogether(SpendingCondition.p2pk(publicKey(BOB)).withFlag(SignatureFlag.SIG_ALL));
    }

    @Test
    void refusesInputsOfDifferentTags() {
        assertRefusedTogether(ALL_BY_ALICE.withRefund(LOCKTIME, Signers.NONE));
        assertRefusedTogether(TO_ALICE);
    }

    @Test
    void refusesInputsOfDifferentKinds() {
        assertRefusedTogether(SpendingCondition.htlc(HASH)
                .withSigners(Signers.oneOf(publicKey(ALICE)))
                .withFlag(SignatureFlag.SIG_ALL));
    }

    @Test
    void refusesAnOrdinarySecretAmongTheInputs() {
        for (var pair : pairs(proof("ordinary"))) {
            assertRefused(SIGNER.signAll(pair, outputs, null, List.of(ALICE)), outputs);
        }
    }

    @Test
    void keepsToEqualTermsAfterTheLocktime() {
        var open = ALL_BY_ALICE.withRefund(LOCKTIME, Signers.NONE);
        var openToo = open.withSigners(Signers.oneOf(publicKey(BOB)));

        assertSpendable(List.of(proof(open, 1), proof(open, 2)), outputs, null, AFTER);
        assertRefused(List.of(proof(open, 1), proof(openToo, 2)), outputs, null, AFTER);
    }

    @Test
    void countsKeysOfTheMultisig() {
        var all = List.of(proof(TWO_OF_THREE.withFlag(SignatureFlag.SIG_ALL), 1));

        assertSpendable(SIGNER.signAll(all, outputs, null, List.of(BOB, CAROL)), outputs);
        assertRefused(SIGNER.signAll(all, outputs, null, List.of(BOB, BOB)), outputs);
    }

    private void assertRefusedTogether(SpendingCondition other) {
        for (var pair : pairs(proof(other, 2))) {
            var signed = new ArrayList<>(SIGNER.signAll(pair, outputs, null, List.of(ALICE, BOB)));
            signed.set(1, SIGNER.sign(signed.get(1), List.of(ALICE, BOB)));
            assertRefused(signed, outputs);
        }
    }

    private List<List<Proof>> pairs(Proof other) {
        return List.of(List.of(unsigned.get(0), other), List.of(other, unsigned.get(0)));
    }
}
