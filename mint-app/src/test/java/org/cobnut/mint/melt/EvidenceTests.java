package org.cobnut.mint.melt;

import java.time.Instant;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.Unit;
import org.cobnut.payment.MethodSettings;
import org.cobnut.payment.Money;
import org.cobnut.payment.PaymentHash;
import org.cobnut.payment.PaymentMethod;
import org.cobnut.payment.PaymentOutcome;
import org.cobnut.payment.PaymentProof;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EvidenceTests {

    private static final String PREIMAGE = "00".repeat(32);
    /// SHA-256 of 32 bytes that are zero.
    private static final PaymentHash HASH =
            new PaymentHash("66687aadf862bd776c8fc18b8e9f8e20089714856ee233b3902a591d0d5f2925");

    private static final MeltTerms TERMS = new MeltTerms(
            "id",
            Unit.SAT,
            PaymentMethod.BOLT11,
            "lnbc",
            null,
            Amount.of(10),
            Amount.of(2),
            HASH,
            Instant.EPOCH,
            Instant.EPOCH);
    private static final MethodSettings STRICT = new MethodSettings.Bolt11(false, false, false, true);
    private static final MethodSettings LENIENT = new MethodSettings.Bolt11(false, false, false, false);

    @Test
    void isThePreimageOfTheInvoicesHash() {
        assertThat(Evidence.of(paid("sat", PREIMAGE), TERMS, STRICT))
                .contains(new Evidence(Amount.of(11), new PaymentProof(PREIMAGE)));
    }

    @Test
    void isNotAnotherPreimageOrNone() {
        assertThat(Evidence.of(paid("sat", "11".repeat(32)), TERMS, STRICT)).isEmpty();
        assertThat(Evidence.of(paid("sat", "zz"), TERMS, STRICT)).isEmpty();
        assertThat(Evidence.of(paid("sat", null), TERMS, STRICT)).isEmpty();
    }

    @Test
    void needsNoPreimageOfAProcessorThatHasNone() {
        assertThat(Evidence.of(paid("sat", null), TERMS, LENIENT)).isPresent();
    }

    @Test
    void isNotInAnotherUnit() {
        assertThat(Evidence.of(paid("msat", PREIMAGE), TERMS, STRICT)).isEmpty();
    }

    private static PaymentOutcome.Paid paid(String unit, @Nullable String preimage) {
        return new PaymentOutcome.Paid(new Money(11, unit), preimage == null ? null : new PaymentProof(preimage), null);
    }
}
