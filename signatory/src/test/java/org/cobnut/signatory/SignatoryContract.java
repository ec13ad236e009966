package org.cobnut.signatory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.BlindSignature;
import org.cobnut.cashu.BlindedMessage;
import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.cashu.Keyset;
import org.cobnut.cashu.KeysetId;
import org.cobnut.cashu.Proof;
import org.cobnut.cashu.Unit;
import org.cobnut.cashu.crypto.BlindDiffieHellman;
import org.cobnut.cashu.crypto.Curve;
import org.cobnut.cashu.crypto.Point;
import org.cobnut.cashu.crypto.Scalar;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What every [Signatory] owes the mint. Implementations extend this class in their own tests.
public abstract class SignatoryContract {

    private static final Curve CURVE = Curve.preferred();
    private static final BlindDiffieHellman ECASH = new BlindDiffieHellman(CURVE);
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
    private static final KeysetId UNKNOWN = new KeysetId("00ffffffffffffff");

    private final Random random = new Random(7);

    /// A signatory without any keysets; the same one throughout a test.
    protected abstract Signatory signatory();

    /// A second signatory with the same seed and storage as [#signatory()]; the same one throughout a test.
    protected abstract Signatory replica();

    @Test
    void beginsWithoutKeysets() {
        assertThat(signatory().keysets().keysets()).isEmpty();
    }

    @Test
    void listsTheKeysetItHasMade() {
        var made = rotate(Unit.SAT, 100, List.of());

        assertThat(signatory().keysets().keysets()).containsExactly(made);
        assertThat(made.keyset().unit()).isEqualTo(Unit.SAT);
        assertThat(made.keyset().inputFeePpk()).isEqualTo(100);
        assertThat(made.keyset().active()).isTrue();
        assertThat(made.keyset().keys()).hasSize(32).containsKey(Amount.of(1L << 31));
        assertThat(made.keyset().hasGenuineId()).isTrue();
    }

    @Test
    void makesIdsOfTheVersionAskedFor() {
        var first = signatory().rotate(new Rotation(Unit.SAT, 0, List.of(), null, KeysetVersion.V1, NOW));
        var second = signatory().rotate(new Rotation(Unit.SAT, 0, List.of(), null, KeysetVersion.V2, NOW));

        assertThat(first.keyset().id().version()).isEqualTo(1);
        assertThat(second.keyset().id().version()).isEqualTo(2);
    }

    @Test
    void keepsAmountsAndTheExpiryOfAKeyset() {
        var expiry = NOW.plusSeconds(1000);
        var amounts = List.of(Amount.of(10), Amount.of(1), Amount.of(100));

        var made = signatory().rotate(new Rotation(Unit.SAT, 0, amounts, expiry, KeysetVersion.V2, NOW));

        assertThat(made.keyset().keys().keySet()).containsExactlyInAnyOrderElementsOf(amounts);
        assertThat(made.keyset().finalExpiry()).isEqualTo(expiry);
        assertThat(made.keyset().hasGenuineId()).isTrue();
    }

    @Test
    void inheritsAmounts() {
        rotate(Unit.SAT, 0, List.of(Amount.of(1), Amount.of(2)));

        var second = rotate(Unit.SAT, 0, List.of());

        assertThat(second.keyset().keys()).containsOnlyKeys(Amount.of(1), Amount.of(2));
    }

    @Test
    void hasOtherKeysInEachKeyset() {
        var keys = new ArrayList<Point>();
        for (var unit : List.of(Unit.SAT, Unit.SAT, Unit.MSAT)) {
            keys.addAll(rotate(unit, 0, List.of()).keyset().keys().values());
        }

        assertThat(keys).hasSize(96).doesNotHaveDuplicates();
    }

    @Test
    void signsSoThatTheUnblindedProofVerifies() {
        var keyset = rotate(Unit.SAT, 0, List.of()).keyset();

        signatory().verify(List.of(proof(keyset, Amount.of(8))));
    }

    @Test
    void provesEachSignature() {
        var keyset = rotate(Unit.SAT, 0, List.of()).keyset();
        var messages = IntStream.range(0, 100)
                .mapToObj(i -> message(keyset, Amount.of(1L << i % 32)))
                .toList();

        var signatures = signatory().sign(messages);

        assertThat(signatures).hasSameSizeAs(messages);
        for (int i = 0; i < messages.size(); i++) {
            assertThat(isProved(keyset, messages.get(i), signatures.get(i))).isTrue();
        }
    }

    @Test
    void signsAMessageAlwaysAlike() {
        var keyset = rotate(Unit.SAT, 0, List.of()).keyset();
        var messages = List.of(message(keyset, Amount.of(4)));

        assertThat(signatory().sign(messages)).isEqualTo(signatory().sign(messages));
    }

    @Test
    void signsAndVerifiesNothing() {
        assertThat(signatory().sign(List.of())).isEmpty();
        signatory().verify(List.of());
    }

    @Test
    void verifiesManyProofs() {
        var keyset = rotate(Unit.SAT, 0, List.of()).keyset();
        var proofs = new ArrayList<>(IntStream.range(0, 100)
                .mapToObj(_ -> proof(keyset, Amount.of(2)))
                .toList());

        signatory().verify(proofs);

        proofs.set(73, withAmount(proofs.get(73), Amount.of(4)));
        refuses(ErrorCode.PROOF_INVALID, () -> signatory().verify(proofs));
    }

    @Test
    void refusesProofsThatItDidNotSign() {
        var keyset = rotate(Unit.SAT, 0, List.of()).keyset();
        var genuine = proof(keyset, Amount.of(8));

        refuses(ErrorCode.PROOF_INVALID, () -> verify(withAmount(genuine, Amount.of(16))));
        refuses(ErrorCode.PROOF_INVALID, () -> verify(withAmount(genuine, Amount.of(3))));
        refuses(
                ErrorCode.PROOF_INVALID,
                () -> verify(new Proof(
                        genuine.amount(), genuine.keysetId(), "another secret", genuine.signature(), null, null)));
    }

    @Test
    void refusesUnknownKeysetsAndAmounts() {
        var keyset = rotate(Unit.SAT, 0, List.of()).keyset();
        var message = message(keyset, Amount.of(8));
        var proof = proof(keyset, Amount.of(8));

        refuses(
                ErrorCode.KEYSET_UNKNOWN,
                () -> sign(new BlindedMessage(message.amount(), UNKNOWN, message.blindedSecret())));
        refuses(
                ErrorCode.AMOUNT_OUT_OF_RANGE,
                () -> sign(new BlindedMessage(Amount.of(3), keyset.id(), message.blindedSecret())));
        refuses(
                ErrorCode.KEYSET_UNKNOWN,
                () -> verify(new Proof(proof.amount(), UNKNOWN, proof.secret(), proof.signature(), null, null)));
    }

    @Test
    void stillSignsAndVerifiesWithAnOldKeyset() {
        var old = rotate(Unit.SAT, 0, List.of()).keyset();
        rotate(Unit.SAT, 0, List.of());

        verify(proof(old, Amount.of(8)));
    }

    @Test
    void replicasAreTheSameSignatory() {
        var keyset = rotate(Unit.SAT, 0, List.of()).keyset();
        var message = message(keyset, Amount.of(4));

        assertThat(replica().keysets()).isEqualTo(signatory().keysets());
        assertThat(replica().sign(List.of(message))).isEqualTo(signatory().sign(List.of(message)));
    }

    @Test
    void refusesToRotateWhatAnotherHasRotatedMeanwhile() {
        signatory().keysets();
        replica().keysets();
        rotate(Unit.SAT, 0, List.of());
        var rotation = new Rotation(Unit.SAT, 0, List.of(), null, KeysetVersion.V2, NOW);

        assertThatThrownBy(() -> replica().rotate(rotation)).isInstanceOf(RotationConflictException.class);

        assertThat(replica().keysets().keysets()).hasSize(1);
        assertThat(replica().rotate(rotation).keyset().id())
                .isNotEqualTo(
                        signatory().keysets().keysets().getFirst().keyset().id());
    }

    @Test
    void doesNotShowItsSecrets() {
        assertThat(signatory().toString().length()).isLessThan(100);
    }

    private SignatoryKeyset rotate(Unit unit, long inputFeePpk, List<Amount> amounts) {
        return signatory().rotate(new Rotation(unit, inputFeePpk, amounts, null, KeysetVersion.V2, NOW));
    }

    private BlindedMessage message(Keyset keyset, Amount amount) {
        return new BlindedMessage(amount, keyset.id(), CURVE.publicKey(Scalar.random(random)));
    }

    private Proof proof(Keyset keyset, Amount amount) {
        var secret = Scalar.random(random).hex();
        var r = Scalar.random(random);
        var signature = sign(new BlindedMessage(amount, keyset.id(), ECASH.blind(secret, r)));
        var key = keyset.key(amount).orElseThrow();
        return new Proof(amount, keyset.id(), secret, ECASH.unblind(signature.blindedSignature(), r, key), null, null);
    }

    private static Proof withAmount(Proof proof, Amount amount) {
        return new Proof(amount, proof.keysetId(), proof.secret(), proof.signature(), null, null);
    }

    private static boolean isProved(Keyset keyset, BlindedMessage message, BlindSignature signature) {
        return signature.amount().equals(message.amount())
                && signature.keysetId().equals(message.keysetId())
                && Objects.requireNonNull(signature.dleq())
                        .isValid(
                                CURVE,
                                keyset.key(message.amount()).orElseThrow(),
                                message.blindedSecret(),
                                signature.blindedSignature());
    }

    private BlindSignature sign(BlindedMessage message) {
        return signatory().sign(List.of(message)).getFirst();
    }

    private void verify(Proof proof) {
        signatory().verify(List.of(proof));
    }

    private static void refuses(ErrorCode code, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        CashuException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
