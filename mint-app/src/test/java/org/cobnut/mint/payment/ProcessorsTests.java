package org.cobnut.mint.payment;

import java.util.Map;
import java.util.UUID;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cobnut.cashu.Amount;
import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.mint.start.StartRefusedException;
import org.cobnut.payment.AttemptId;
import org.cobnut.payment.IncomingOptions;
import org.cobnut.payment.LookupId;
import org.cobnut.payment.Money;
import org.cobnut.payment.NodeId;
import org.cobnut.payment.OutgoingOptions;
import org.cobnut.payment.PaymentHash;
import org.cobnut.payment.PaymentOutcome;
import org.cobnut.payment.fake.FakeInvoice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.cobnut.mint.payment.FakeWorld.instance;
import static org.cobnut.payment.PaymentMethod.BOLT11;
import static org.cobnut.payment.PaymentMethod.BOLT12;

class ProcessorsTests {

    private final FakeWorld world = new FakeWorld();

    @Test
    void makesAProcessorForEachUnitOfAKindThatNamesNone() {
        assertThat(world.processors().forMinting("sat", BOLT11).processor()).isSameAs(world.fake("sat"));
        assertThat(world.processors().forMelting("usd", BOLT11).processor()).isSameAs(world.fake("usd"));
    }

    @Test
    void servesSeveralProcessorsAtOnce() {
        var two = new FakeWorld(Map.of("one", instance("fake", "sat"), "two", instance("fake", "msat")), false);

        assertThat(two.processors().forMinting("sat", BOLT11).name()).isEqualTo("one");
        assertThat(two.processors().forMinting("msat", BOLT11).name()).isEqualTo("two");
    }

    @Test
    void refusesTwoProcessorsForOneUnitAndMethod() {
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() ->
                        new FakeWorld(Map.of("one", instance("fake", "sat"), "two", instance("fake", null)), false))
                .withMessageContaining("two processors for bolt11 in sat");
    }

    @Test
    void refusesAnUnknownKind() {
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> new FakeWorld(Map.of("one", instance("pigeon", "sat")), false))
                .withMessageContaining("pigeon")
                .satisfies(
                        refused -> assertThat(refused.action()).contains("cobnut.processors.one.kind to one of: fake"));
    }

    @Test
    void refusesToDoWithoutAny() {
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> new FakeWorld(Map.of(), false))
                .withMessageContaining("No payment processor is set")
                .satisfies(refused -> assertThat(refused.action())
                        .contains("cobnut.processors.<name>.kind to one of: fake", "worth nothing"));
    }

    @Test
    void tellsUsersThatFakeMoneyIsWorthNothing() {
        assertThat(new FakeMoney(world.processors()).notices())
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains("sat", "usd", "fake", "worth nothing");
    }

    @Test
    void refusesWhatNobodyServes() {
        refuses(ErrorCode.UNIT_UNSUPPORTED, () -> world.processors().forMinting("gold", BOLT11));
        refuses(ErrorCode.UNIT_UNSUPPORTED, () -> world.processors().forMelting("gold", BOLT11));
        refuses(ErrorCode.UNSUPPORTED, () -> world.processors().forMinting("sat", BOLT12));
        refuses(ErrorCode.UNSUPPORTED, () -> world.processors().method("pigeon"));
    }

    @Test
    void knowsTheMethodsOfPaths() {
        assertThat(world.processors().method("bolt11")).isEqualTo(BOLT11);
        refuses(ErrorCode.UNSUPPORTED, () -> world.processors().method("BOLT11"));
        refuses(ErrorCode.UNSUPPORTED, () -> world.processors().method("../info"));
    }

    @Test
    void refusesWhatIsSwitchedOff() {
        var disabled = new FakeWorld(true);

        refuses(ErrorCode.MINTING_DISABLED, () -> disabled.processors().forMinting("sat", BOLT11));
        refuses(ErrorCode.MELTING_DISABLED, () -> disabled.processors().forMelting("sat", BOLT11));
    }

    @Test
    void findsARouteByItsNodeWhateverItIsCalled() {
        var node = world.fake("sat").node();

        assertThat(world.processors().of(node, "sat", BOLT11)).isPresent();
        assertThat(world.processors().of(node, "usd", BOLT11)).isEmpty();
        assertThat(world.processors().of(new NodeId("gone"), "sat", BOLT11)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 1001, Long.MAX_VALUE, -1})
    void refusesAmountsOutsideOfTheLimits(long amount) {
        var limits = world.processors().forMinting("sat", BOLT11).minting();

        refuses(ErrorCode.AMOUNT_OUT_OF_RANGE, () -> limits.check(new Amount(amount)));
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 1000})
    void acceptsAmountsUpToTheLimits(long amount) {
        var limits = world.processors().forMinting("sat", BOLT11).minting();

        limits.check(Amount.of(amount));

        assertThat(limits).isEqualTo(new AmountLimits(2, 1000));
    }

    @Test
    void saysThatAProcessorIsAway() {
        var route = world.processors().forMinting("sat", BOLT11);
        var invoice = new IncomingOptions.Bolt11(Money.sat(5), null, null);

        refuses(ErrorCode.UNAVAILABLE, () -> route.createIncomingRequest(invoice));
        refuses(ErrorCode.UNAVAILABLE, () -> route.quoteOutgoing(payable()));
        assertThat(route.incomingPayments(LookupId.of(new PaymentHash("00".repeat(32)))))
                .isEmpty();
    }

    @Test
    void neverTakesAnAbsentProcessorsSilenceForFailure() {
        var route = world.processors().forMelting("sat", BOLT11);
        var attempt = new AttemptId(UUID.randomUUID());

        assertThat(route.pay(attempt, payable(), Money.sat(2))).isInstanceOf(PaymentOutcome.Unresolved.class);
        assertThat(route.outgoingStatus(attempt, null)).isInstanceOf(PaymentOutcome.Unresolved.class);
        assertThat(route.abandon(attempt)).isInstanceOf(PaymentOutcome.Unresolved.class);
    }

    @Test
    void refusesAsTheProcessorDoes() {
        world.fake("sat").start(_ -> {});
        var route = world.processors().forMelting("sat", BOLT11);

        refuses(
                ErrorCode.PAYMENT_REQUEST_INVALID,
                () -> route.quoteOutgoing(new OutgoingOptions.Bolt11("lnbc1nonsense", null)));
        refuses(
                ErrorCode.AMOUNTLESS_UNSUPPORTED,
                () -> route.quoteOutgoing(
                        new OutgoingOptions.Bolt11(payable().request(), new OutgoingOptions.Amountless(5))));
        refuses(
                ErrorCode.AMOUNT_MISMATCH,
                () -> route.quoteOutgoing(
                        new OutgoingOptions.Bolt11(payable().request(), new OutgoingOptions.Mpp(500_000))));
        world.fake("sat").stop();
    }

    private static OutgoingOptions.Bolt11 payable() {
        return new OutgoingOptions.Bolt11(FakeInvoice.of(Money.msat(5_000), "").text(), null);
    }

    private static void refuses(ErrorCode code, ThrowingCallable call) {
        assertThatExceptionOfType(CashuException.class)
                .isThrownBy(call)
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
