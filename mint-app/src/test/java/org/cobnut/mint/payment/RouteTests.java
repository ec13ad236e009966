package org.cobnut.mint.payment;

import java.time.Duration;
import java.util.UUID;

import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.payment.AttemptId;
import org.cobnut.payment.IncomingOptions;
import org.cobnut.payment.LookupId;
import org.cobnut.payment.Money;
import org.cobnut.payment.OutgoingOptions;
import org.cobnut.payment.PaymentHash;
import org.cobnut.payment.PaymentOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/// What the mint makes of a processor that does not keep to its port.
@Timeout(60)
class RouteTests {

    private static final AttemptId ATTEMPT = new AttemptId(new UUID(1, 2));
    private static final OutgoingOptions.Bolt11 INVOICE = new OutgoingOptions.Bolt11("lnbc", null);

    private final StubbornProcessor processor = new StubbornProcessor();
    private final Route route = new Route(
            "stubborn",
            processor,
            processor.settings().methods().getFirst(),
            new AmountLimits(1, 10),
            new AmountLimits(1, 10),
            new ProcessorTimeout(Duration.ofMillis(20)));

    @Test
    void waitsForNoAnswerForEver() {
        assertThat(route.outgoingStatus(ATTEMPT, null)).isInstanceOf(PaymentOutcome.Unresolved.class);
        assertThat(route.abandon(ATTEMPT)).isInstanceOf(PaymentOutcome.Unresolved.class);
        assertThat(route.incomingPayments(LookupId.of(new PaymentHash("00".repeat(32)))))
                .isEmpty();
    }

    @Test
    void refusesQuotesThatNobodyMakes() {
        assertThatExceptionOfType(CashuException.class)
                .isThrownBy(() -> route.quoteOutgoing(INVOICE))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.UNAVAILABLE));
        assertThatExceptionOfType(CashuException.class)
                .isThrownBy(() -> route.createIncomingRequest(new IncomingOptions.Bolt11(Money.sat(1), null, null)))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.UNAVAILABLE));
    }

    @Test
    void takesNoOutcomeForAnUnknownOne() {
        assertThat(route.pay(ATTEMPT, INVOICE, Money.sat(1))).isInstanceOf(PaymentOutcome.Unresolved.class);
    }
}
