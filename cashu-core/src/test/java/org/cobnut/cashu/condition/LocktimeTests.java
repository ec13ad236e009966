package org.cobnut.cashu.condition;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.cobnut.cashu.condition.Fixture.*;
import static org.cobnut.cashu.condition.Spending.*;

class LocktimeTests {

    private final SpendingCondition refundToBob = TO_ALICE.withRefund(LOCKTIME, Signers.oneOf(publicKey(BOB)));
    private final SpendingCondition refundToAnyone = TO_ALICE.withRefund(LOCKTIME, Signers.NONE);

    @ParameterizedTest
    @EnumSource
    void leavesTheMainPathOpenForEver(SignatureFlag flag) {
        for (var condition : List.of(refundToBob.withFlag(flag), refundToAnyone.withFlag(flag))) {
            for (var now : List.of(BEFORE, LOCKTIME, AFTER)) {
                var inputs = signed(proof(condition, 1), outputs(8), ALICE);

                assertSpendable(inputs, outputs(8), null, now);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void opensTheRefundPathOnlyAfterItself(SignatureFlag flag) {
        var inputs = signed(proof(refundToBob.withFlag(flag), 1), outputs(8), BOB);

        assertRefused(inputs, outputs(8), null, BEFORE);
        assertRefused(inputs, outputs(8), null, LOCKTIME);
        assertSpendable(inputs, outputs(8), null, AFTER);
    }

    @ParameterizedTest
    @EnumSource
    void letsAnyoneSpendAfterwardsOnlyWithoutRefundKeys(SignatureFlag flag) {
        var open = List.of(proof(refundToAnyone.withFlag(flag), 1));
        var closed = List.of(proof(refundToBob.withFlag(flag), 1));

        assertRefused(open, outputs(8), null, BEFORE);
        assertRefused(open, outputs(8), null, LOCKTIME);
        assertSpendable(open, outputs(8), null, AFTER);
        assertRefused(closed, outputs(8), null, AFTER);
    }

    @Test
    void neverComesIfThereIsNone() {
        var proof = proof("P2PK", hex(ALICE), "[\"refund\",\"" + hex(BOB) + "\"]");

        assertRefused(List.of(SIGNER.sign(proof, List.of(BOB))), outputs(8), null, Instant.MAX);
    }

    @Test
    void neverComesIfItIsBeyondAllClocks() {
        var proof = proof("P2PK", hex(ALICE), "[\"locktime\",\"18446744073709551615\"]");

        assertRefused(List.of(proof), outputs(8), null, Instant.MAX);
        assertSpendable(List.of(SIGNER.sign(proof, List.of(ALICE))));
    }

    @Test
    void countsRefundSignaturesAndDoesNotMixThePaths() {
        var refund = Signers.of(2, publicKey(BOB), publicKey(CAROL));
        var proof = proof(TWO_OF_THREE.withRefund(LOCKTIME, refund), 1);

        assertRefused(List.of(SIGNER.sign(proof, List.of(CAROL))), outputs(8), null, AFTER);
        assertSpendable(List.of(SIGNER.sign(proof, List.of(BOB, CAROL))), outputs(8), null, AFTER);

        var mixed = proof(
                TO_ALICE.withSigners(Signers.of(2, publicKey(ALICE), publicKey(MALLORY)))
                        .withRefund(LOCKTIME, refund),
                1);
        assertRefused(List.of(SIGNER.sign(mixed, List.of(ALICE, BOB))), outputs(8), null, AFTER);
    }
}
