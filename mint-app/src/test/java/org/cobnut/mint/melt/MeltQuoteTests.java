package org.cobnut.mint.melt;

import java.time.Instant;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.cashu.Unit;
import org.cobnut.payment.PaymentMethod;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class MeltQuoteTests {

    private static final MeltTerms TERMS = new MeltTerms(
            "id",
            Unit.SAT,
            PaymentMethod.BOLT11,
            "lnbc",
            null,
            Amount.of(10),
            Amount.of(2),
            null,
            Instant.ofEpochSecond(100),
            Instant.EPOCH);
    private static final Evidence EVIDENCE = new Evidence(Amount.of(11), null);

    private final MeltQuote.Unpaid unpaid = new MeltQuote.Unpaid(TERMS);
    private final MeltQuote.Pending pending = unpaid.pending();

    @Test
    void goesFromUnpaidToPendingFailedAndPaid() {
        assertThat(unpaid.pending()).isEqualTo(new MeltQuote.Pending(TERMS));
        assertThat(unpaid.failed()).isEqualTo(new MeltQuote.Failed(TERMS));
        assertThat(unpaid.paid(EVIDENCE)).isEqualTo(new MeltQuote.Paid(TERMS, EVIDENCE));
    }

    @Test
    void goesFromPendingToUnpaidFailedAndPaid() {
        assertThat(pending.released()).isEqualTo(unpaid);
        assertThat(pending.failed()).isEqualTo(new MeltQuote.Failed(TERMS));
        assertThat(pending.paid(EVIDENCE)).isEqualTo(new MeltQuote.Paid(TERMS, EVIDENCE));
    }

    @Test
    void goesFromFailedToPendingUnpaidAndPaid() {
        var failed = unpaid.failed();

        assertThat(failed.pending()).isEqualTo(pending);
        assertThat(failed.reopened()).isEqualTo(unpaid);
        assertThat(failed.paid(EVIDENCE)).isEqualTo(new MeltQuote.Paid(TERMS, EVIDENCE));
    }

    @Test
    void refusesAPaymentForWhatIsPendingOrPaid() {
        assertThat(unpaid.payable()).isEqualTo(unpaid);
        assertThat(unpaid.failed().payable()).isEqualTo(unpaid.failed());
        assertThatExceptionOfType(CashuException.class)
                .isThrownBy(pending::payable)
                .returns(ErrorCode.QUOTE_PENDING, CashuException::code);
        assertThatExceptionOfType(CashuException.class)
                .isThrownBy(pending.paid(EVIDENCE)::payable)
                .returns(ErrorCode.INVOICE_PAID, CashuException::code);
    }

    @Test
    void showsAFailedQuoteAsUnpaid() {
        assertThat(unpaid.wireState()).isEqualTo("UNPAID");
        assertThat(unpaid.failed().wireState()).isEqualTo("UNPAID");
        assertThat(pending.wireState()).isEqualTo("PENDING");
        assertThat(pending.paid(EVIDENCE).wireState()).isEqualTo("PAID");
    }

    @Test
    void expiresAtItsTime() {
        assertThat(TERMS.isExpired(Instant.ofEpochSecond(99))).isFalse();
        assertThat(TERMS.isExpired(Instant.ofEpochSecond(100))).isTrue();
    }

    @Test
    void keepsItsIdToItself() {
        assertThat(unpaid.toString()).doesNotContain("id=").doesNotContain("lnbc");
    }
}
