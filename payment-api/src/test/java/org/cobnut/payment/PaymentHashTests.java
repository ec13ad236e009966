package org.cobnut.payment;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PaymentHashTests {

    /// SHA-256 of 32 zero bytes.
    private static final PaymentHash HASH =
            new PaymentHash("66687aadf862bd776c8fc18b8e9f8e20089714856ee233b3902a591d0d5f2925");

    @Test
    void isProvenByItsPreimageOnly() {
        assertThat(HASH.isProvenBy(new PaymentProof("00".repeat(32)))).isTrue();
        assertThat(HASH.isProvenBy(new PaymentProof("01".repeat(32)))).isFalse();
        assertThat(HASH.isProvenBy(new PaymentProof(""))).isFalse();
        assertThat(HASH.isProvenBy(new PaymentProof("00".repeat(31)))).isFalse();
    }

    @Test
    void refusesWhatIsNoHash() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PaymentHash("00"));
        assertThatIllegalArgumentException().isThrownBy(() -> new PaymentHash("AA".repeat(32)));
    }

    @Test
    void keepsProofsOutOfLogs() {
        assertThat(new PaymentProof("00".repeat(32)).toString()).doesNotContain("00");
    }
}
