package org.cobnut.cashu.condition;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.BlindedMessage;
import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.cashu.Proof;
import org.cobnut.cashu.crypto.Scalar;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cobnut.cashu.condition.Fixture.*;

/// Conditions, and the judgement on inputs under them.
final class Spending {

    static final SpendingCondition TO_ALICE = SpendingCondition.p2pk(publicKey(ALICE));
    static final SpendingCondition TWO_OF_THREE =
            SpendingCondition.p2pk(Signers.of(2, publicKey(ALICE), publicKey(BOB), publicKey(CAROL)));
    static final SpendingCondition ALL_BY_ALICE = TO_ALICE.withFlag(SignatureFlag.SIG_ALL);

    static final SpendingConditions CONDITIONS = new SpendingConditions(CURVE);
    static final ProofSigner SIGNER = new ProofSigner(CURVE);

    private Spending() {}

    static List<Proof> signed(Proof proof, List<BlindedMessage> outputs, Scalar key) {
        return signed(proof, outputs, null, key);
    }

    /// Signs as the flag of the proof asks.
    static List<Proof> signed(Proof proof, List<BlindedMessage> outputs, @Nullable String quote, Scalar key) {
        var flag = SpendingCondition.of(proof.secret()).orElseThrow().flag();
        return switch (flag) {
            case SIG_INPUTS -> List.of(SIGNER.sign(proof, List.of(key)));
            case SIG_ALL -> SIGNER.signAll(List.of(proof), outputs, quote, List.of(key));
        };
    }

    static String witness(Proof proof) {
        assertThat(proof.witness()).isNotNull();
        return proof.witness();
    }

    static BlindedMessage resized(BlindedMessage output, long amount) {
        return new BlindedMessage(Amount.of(amount), output.keysetId(), output.blindedSecret());
    }

    static <T> List<T> with(List<T> list, T last) {
        var all = new ArrayList<>(list);
        all.add(last);
        return all;
    }

    static void assertSpendable(List<Proof> inputs) {
        assertSpendable(inputs, outputs(8));
    }

    static void assertSpendable(List<Proof> inputs, List<BlindedMessage> outputs) {
        assertSpendable(inputs, outputs, null, BEFORE);
    }

    static void assertSpendable(List<Proof> inputs, List<BlindedMessage> outputs, @Nullable String quote, Instant now) {
        assertThatCode(() -> CONDITIONS.verify(inputs, outputs, quote, now)).doesNotThrowAnyException();
    }

    static void assertRefused(List<Proof> inputs) {
        assertRefused(inputs, outputs(8));
    }

    static void assertRefused(List<Proof> inputs, List<BlindedMessage> outputs) {
        assertRefused(inputs, outputs, null, BEFORE);
    }

    static void assertRefused(List<Proof> inputs, List<BlindedMessage> outputs, @Nullable String quote, Instant now) {
        assertThatThrownBy(() -> CONDITIONS.verify(inputs, outputs, quote, now))
                .isInstanceOfSatisfying(
                        CashuException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.CONDITION_NOT_MET));
    }
}
