package org.cobnut.cashu.condition;

import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

import org.cobnut.cashu.crypto.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.cobnut.cashu.condition.Fixture.*;
import static org.cobnut.cashu.condition.Spending.*;

class HtlcTests {

    private final SpendingCondition plain = SpendingCondition.htlc(HASH);
    private final SpendingCondition withKey = plain.withSigners(Signers.oneOf(publicKey(ALICE)));

    @ParameterizedTest
    @EnumSource
    void withoutKeysWantsThePreimageAlone(SignatureFlag flag) {
        var proof = proof(plain.withFlag(flag), 1);

        for (var quote : Arrays.asList(null, "quote")) {
            assertSpendable(List.of(SIGNER.reveal(proof, PREIMAGE)), outputs(8), quote, BEFORE);
            assertRefused(List.of(proof), outputs(8), quote, BEFORE);
            assertRefused(List.of(SIGNER.sign(proof, List.of(ALICE))), outputs(8), quote, BEFORE);
        }
    }

    @ParameterizedTest
    @EnumSource
    void withKeysWantsASignatureToo(SignatureFlag flag) {
        var proof = proof(withKey.withFlag(flag), 1);

        for (var quote : Arrays.asList(null, "quote")) {
            var revealed = SIGNER.reveal(proof, PREIMAGE);
            assertRefused(List.of(revealed), outputs(8), quote, BEFORE);
            assertRefused(signed(proof, outputs(8), quote, ALICE), outputs(8), quote, BEFORE);
            assertRefused(signed(revealed, outputs(8), quote, BOB), outputs(8), quote, BEFORE);
            assertSpendable(signed(revealed, outputs(8), quote, ALICE), outputs(8), quote, BEFORE);
        }
    }

    @Test
    void wantsTheRightPreimage() {
        assertRefused(List.of(SIGNER.reveal(proof(plain, 1), new byte[32])));
    }

    @Test
    void staysOpenToItsReceiverAfterTheLocktime() {
        var proof = proof(plain.withRefund(LOCKTIME, Signers.oneOf(publicKey(BOB))), 1);

        assertSpendable(List.of(SIGNER.reveal(proof, PREIMAGE)), outputs(8), null, AFTER);
    }

    @Test
    void givesTheSenderTheMoneyBackAfterTheLocktime() {
        var proof = proof(withKey.withRefund(LOCKTIME, Signers.oneOf(publicKey(BOB))), 1);
        var refund = List.of(SIGNER.sign(proof, List.of(BOB)));

        assertRefused(refund, outputs(8), null, BEFORE);
        assertSpendable(refund, outputs(8), null, AFTER);
        assertRefused(List.of(SIGNER.sign(proof, List.of(ALICE))), outputs(8), null, AFTER);
    }

    @Test
    void isAnyonesAfterTheLocktimeWithoutRefundKeys() {
        var proof = proof(withKey.withRefund(LOCKTIME, Signers.NONE), 1);

        assertRefused(List.of(proof), outputs(8), null, BEFORE);
        assertSpendable(List.of(proof), outputs(8), null, AFTER);
        assertRefused(List.of(proof(withKey, 1)), outputs(8), null, Instant.MAX);
    }

    @Test
    void takesEmptyPreimagesAndNullsForNone() {
        var proof = proof(withKey.withRefund(LOCKTIME, Signers.NONE), 1);

        for (var witness : List.of("{\"preimage\":\"\",\"signatures\":null}", "{\"preimage\":null}")) {
            assertRefused(List.of(proof.withWitness(witness)), outputs(8), null, BEFORE);
            assertSpendable(List.of(proof.withWitness(witness)), outputs(8), null, AFTER);
        }
    }

    @ParameterizedTest
    @CsvSource({"63", "65", "66", "62", "2", "1000000"})
    void refusesAPreimageOfAnotherLengthWhetherNeededOrNot(int digits) {
        var witness = "{\"preimage\":\"" + "a".repeat(digits) + "\"}";

        assertRefused(List.of(proof(plain, 1).withWitness(witness)));
        assertRefused(
                List.of(proof(plain.withRefund(LOCKTIME, Signers.NONE), 1).withWitness(witness)),
                outputs(8),
                null,
                AFTER);
    }

    @Test
    void refusesAPreimageThatIsNotHex() {
        assertRefused(List.of(proof(plain, 1).withWitness("{\"preimage\":\"" + "zz".repeat(32) + "\"}")));
    }

    @Test
    void hashesBytesNotDigits() {
        var hashOfDigits = HexFormat.of().formatHex(Sha256.hash(HexFormat.of().formatHex(PREIMAGE)));

        assertRefused(List.of(SIGNER.reveal(proof(SpendingCondition.htlc(hashOfDigits), 1), PREIMAGE)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"n_sigs\",\"1\"]", "[\"pubkeys\"]", "[\"pubkeys\",\"KEY\"],[\"n_sigs\",\"2\"]"})
    void refusesNumbersOfSignaturesThatNoKeysCanGive(String tags) {
        var proof = proof("HTLC", HASH, tags.replace("KEY", hex(ALICE)));

        assertRefused(List.of(SIGNER.sign(SIGNER.reveal(proof, PREIMAGE), List.of(ALICE))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abcd", "UPPER", "KEY"})
    void refusesDataThatIsNoHash(String data) {
        var hash = data.equals("UPPER") ? HASH.toUpperCase(Locale.ROOT) : data;
        var proof = proof("HTLC", hash.equals("KEY") ? hex(ALICE) : hash, "[\"note\",\"x\"]");

        assertRefused(List.of(SIGNER.reveal(proof, PREIMAGE)));
    }

    @Test
    void needsThePreimageInTheFirstInputOnlyWithSigAll() {
        var all = plain.withFlag(SignatureFlag.SIG_ALL);
        var first = SIGNER.reveal(proof(all, 1), PREIMAGE);
        var second = SIGNER.reveal(proof(all, 2), PREIMAGE);

        assertSpendable(List.of(first, proof(all, 2)), outputs(16));
        assertRefused(List.of(proof(all, 1), second), outputs(16));
    }
}
