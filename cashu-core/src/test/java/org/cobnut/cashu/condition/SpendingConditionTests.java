package org.cobnut.cashu.condition;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cobnut.cashu.condition.Fixture.*;

class SpendingConditionTests {

    static List<SpendingCondition> conditions() {
        var several = Signers.of(2, publicKey(ALICE), publicKey(BOB), publicKey(CAROL));
        var toAlice = SpendingCondition.p2pk(publicKey(ALICE));
        return List.of(
                toAlice,
                SpendingCondition.p2pk(several),
                toAlice.withRefund(LOCKTIME, Signers.NONE),
                toAlice.withRefund(LOCKTIME, several).withFlag(SignatureFlag.SIG_ALL),
                SpendingCondition.htlc(HASH),
                SpendingCondition.htlc(HASH).withSigners(several).withRefund(LOCKTIME, Signers.oneOf(publicKey(BOB))));
    }

    @ParameterizedTest
    @MethodSource("conditions")
    void readsWhatItWrites(SpendingCondition condition) {
        assertThat(SpendingCondition.of(condition.secret(new byte[32]))).contains(condition);
    }

    @Test
    void writesTheFormOfTheNuts() {
        var condition = SpendingCondition.p2pk(publicKey(ALICE)).withFlag(SignatureFlag.SIG_ALL);

        assertThat(condition.secret(new byte[32]))
                .isEqualTo("[\"P2PK\",{\"nonce\":\"" + "0".repeat(64) + "\",\"data\":\"" + hex(ALICE)
                        + "\",\"tags\":[[\"sigflag\",\"SIG_ALL\"]]}]");
    }

    @Test
    void cannotBeMadeUnspendable() {
        assertThatThrownBy(() -> SpendingCondition.p2pk(Signers.NONE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SpendingCondition.htlc("abc")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Signers.of(2, publicKey(ALICE))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Signers.of(0, publicKey(ALICE))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Signers.of(1, publicKey(ALICE), publicKey(ALICE)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        SpendingCondition.p2pk(publicKey(ALICE)).withRefund(Instant.ofEpochSecond(-1), Signers.NONE))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
