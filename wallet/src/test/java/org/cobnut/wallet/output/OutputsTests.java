package org.cobnut.wallet.output;

import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.BlindSignature;
import org.cobnut.cashu.BlindedMessage;
import org.cobnut.cashu.Keyset;
import org.cobnut.cashu.KeysetId;
import org.cobnut.cashu.Unit;
import org.cobnut.cashu.condition.SpendingCondition;
import org.cobnut.cashu.crypto.BlindDiffieHellman;
import org.cobnut.cashu.crypto.Curve;
import org.cobnut.cashu.crypto.Dleq;
import org.cobnut.cashu.crypto.Point;
import org.cobnut.cashu.crypto.Scalar;
import org.cobnut.cashu.seed.DeterministicSecrets;
import org.cobnut.cashu.seed.Mnemonic;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OutputsTests {

    private static final Curve CURVE = Curve.preferred();
    private static final BlindDiffieHellman SIGNING = new BlindDiffieHellman(CURVE);
    private static final Scalar KEY_OF_1 = Scalar.of("01".repeat(32));
    private static final Scalar KEY_OF_2 = Scalar.of("02".repeat(32));
    private static final Keyset KEYSET = keyset();

    private final Outputs outputs = new Outputs(CURVE, new SplittableRandom(1));

    @Test
    void turnsSignaturesIntoProofs() {
        var one = outputs.random(Amount.of(1), KEYSET.id());
        var two = outputs.random(Amount.of(2), KEYSET.id());

        var proofs = outputs.unblind(List.of(one, two), List.of(sign(one, 1), sign(two, 2)), KEYSET);

        assertThat(proofs).hasSize(2).allSatisfy(proof -> {
            var key = proof.amount().equals(Amount.ONE) ? KEY_OF_1 : KEY_OF_2;
            assertThat(SIGNING.isValid(SIGNING.hashToCurve(proof.secret()), proof.signature(), key))
                    .isTrue();
            assertThat(proof.dleq()).isNotNull();
            assertThat(proof.dleq().isValid(CURVE, CURVE.publicKey(key), proof.secret(), proof.signature()))
                    .isTrue();
        });
        assertThat(proofs.getFirst().secret())
                .matches("[0-9a-f]{64}")
                .isNotEqualTo(proofs.getLast().secret());
    }

    @Test
    void locksOutputs() {
        var condition = SpendingCondition.p2pk(CURVE.publicKey(KEY_OF_1));

        var one = outputs.locked(Amount.of(1), KEYSET.id(), condition);
        var two = outputs.locked(Amount.of(1), KEYSET.id(), condition);

        assertThat(SpendingCondition.of(one.secret())).contains(condition);
        assertThat(one.secret()).isNotEqualTo(two.secret());
    }

    @Test
    void derivesOutputsFromTheSeed() {
        var seed = Mnemonic.parse("half depart obvious quality work element tank gorilla view sugar picture humble")
                .seed();
        var keyset = KeysetId.parse("009a1f293253e41e");

        var output = outputs.derived(Amount.of(1), keyset, new DeterministicSecrets(seed), 0);

        assertThat(output.secret()).isEqualTo("485875df74771877439ac06339e284c3acfcd9be7abf3bc20b516faeadfe77ae");
        assertThat(output.blindingFactor().hex())
                .isEqualTo("ad00d431add9c673e843d4c2bf9a778a5f402b985b8da2d5550bf39cda41d679");
    }

    @Test
    void takesSignaturesWithoutDleq() {
        var one = outputs.random(Amount.of(1), KEYSET.id());

        var proofs = outputs.unblind(List.of(one), List.of(withDleq(sign(one, 1), null)), KEYSET);

        assertThat(proofs.getFirst().dleq()).isNull();
    }

    @Test
    void refusesSignaturesOfAnotherKey() {
        var one = outputs.random(Amount.of(1), KEYSET.id());
        var wrong = sign(one, 2);

        assertUnfaithful(one, new BlindSignature(Amount.of(1), KEYSET.id(), wrong.blindedSignature(), wrong.dleq()));
        assertUnfaithful(one, withDleq(sign(one, 1), sign(one, 2).dleq()));
    }

    @Test
    void refusesSignaturesOfAnotherAmountOrKeyset() {
        var one = outputs.random(Amount.of(1), KEYSET.id());
        var other = KeysetId.parse("009a1f293253e41e");
        var signed = sign(one, 1);

        assertUnfaithful(one, sign(one, 2));
        assertUnfaithful(one, new BlindSignature(Amount.of(1), other, signed.blindedSignature(), signed.dleq()));
        assertUnfaithful(one, new BlindSignature(Amount.of(4), KEYSET.id(), signed.blindedSignature(), null));
    }

    @Test
    void refusesTooFewAndTooManySignatures() {
        var one = outputs.random(Amount.of(1), KEYSET.id());

        assertThatThrownBy(() -> outputs.unblind(List.of(one), List.of(), KEYSET))
                .isInstanceOf(UnfaithfulSignatureException.class);
        assertThatThrownBy(() -> outputs.unblind(List.of(one), List.of(sign(one, 1), sign(one, 1)), KEYSET))
                .isInstanceOf(UnfaithfulSignatureException.class);
    }

    @Test
    void takesChangeOfTheAmountsThatTheMintChose() {
        var blanks = List.of(
                outputs.random(Amount.ZERO, KEYSET.id()),
                outputs.random(Amount.ZERO, KEYSET.id()),
                outputs.random(Amount.ZERO, KEYSET.id()));

        var change = outputs.unblindChange(blanks, List.of(sign(blanks.get(0), 2), sign(blanks.get(1), 1)), KEYSET);

        assertThat(change).extracting(proof -> proof.amount().value()).containsExactly(2L, 1L);
        assertThat(change)
                .extracting(proof -> proof.secret())
                .containsExactly(blanks.get(0).secret(), blanks.get(1).secret());
    }

    @Test
    void refusesMoreChangeThanBlanks() {
        var blank = outputs.random(Amount.ZERO, KEYSET.id());

        assertThatThrownBy(() -> outputs.unblindChange(List.of(blank), List.of(sign(blank, 1), sign(blank, 2)), KEYSET))
                .isInstanceOf(UnfaithfulSignatureException.class);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1,1", "2,1", "3,2", "4,2", "5,3", "900,10", "1000,10", "1024,10", "1025,11"})
    void countsBlankOutputs(long most, int blanks) {
        assertThat(Outputs.blanksFor(Amount.of(most))).isEqualTo(blanks);
    }

    @Test
    void doesNotShowSecrets() {
        assertThat(outputs.random(Amount.of(1), KEYSET.id()).toString()).isEqualTo("Output[1 of " + KEYSET.id() + "]");
    }

    private void assertUnfaithful(Output output, BlindSignature signature) {
        assertThatThrownBy(() -> outputs.unblind(List.of(output), List.of(signature), KEYSET))
                .isInstanceOf(UnfaithfulSignatureException.class);
    }

    private static BlindSignature sign(Output output, long amount) {
        var key = amount == 1 ? KEY_OF_1 : KEY_OF_2;
        BlindedMessage message = output.message();
        var signed = SIGNING.sign(message.blindedSecret(), key);
        var dleq = Dleq.prove(CURVE, key, CURVE.publicKey(key), message.blindedSecret(), signed);
        return new BlindSignature(Amount.of(amount), message.keysetId(), signed, dleq);
    }

    private static BlindSignature withDleq(BlindSignature signature, @Nullable Dleq dleq) {
        return new BlindSignature(signature.amount(), signature.keysetId(), signature.blindedSignature(), dleq);
    }

    private static Keyset keyset() {
        var keys = new TreeMap<Amount, Point>();
        keys.put(Amount.of(1), CURVE.publicKey(KEY_OF_1));
        keys.put(Amount.of(2), CURVE.publicKey(KEY_OF_2));
        return new Keyset(KeysetId.v2(keys, Unit.SAT, 0, null), Unit.SAT, true, 0, null, keys);
    }
}
