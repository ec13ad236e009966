package org.cobnut.payment.fake;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

import org.cobnut.payment.AttemptId;
import org.cobnut.payment.IncomingOptions;
import org.cobnut.payment.IncomingPayment;
import org.cobnut.payment.IncomingRequest;
import org.cobnut.payment.LookupId;
import org.cobnut.payment.Money;
import org.cobnut.payment.OutgoingOptions;
import org.cobnut.payment.PaymentEvent;
import org.cobnut.payment.PaymentHash;
import org.cobnut.payment.PaymentOutcome;
import org.cobnut.payment.PaymentOutcome.Failed;
import org.cobnut.payment.PaymentOutcome.Paid;
import org.cobnut.payment.PaymentOutcome.Unresolved;
import org.cobnut.payment.PaymentRefusedException;
import org.cobnut.payment.PaymentRefusedException.Reason;
import org.cobnut.payment.ProcessorHealth;
import org.cobnut.payment.ProcessorUnavailableException;
import org.cobnut.payment.bolt11.Bolt11Invoice;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class FakePaymentProcessorTests {

    private static final int PATIENCE_SECONDS = 30;

    private final BlockingQueue<PaymentEvent> events = new LinkedBlockingQueue<>();
    private final FakePaymentProcessor fake = Fakes.processor("sat");

    @BeforeEach
    void start() {
        fake.start(events::add);
    }

    @AfterEach
    void stop() {
        fake.stop();
    }

    @Test
    void paysItsOwnInvoicesOnce() throws Exception {
        var request = request(fake, 21);

        var payment = new IncomingPayment(request.lookup(), request.lookup().value(), Money.sat(21));
        assertThat(event()).isEqualTo(new PaymentEvent.Received(payment));
        assertThat(fake.incomingPayments(request.lookup())).containsExactly(payment);
    }

    @Test
    void makesMainnetInvoicesWithMemoAndExpiry() {
        var expiry = Instant.ofEpochSecond(Instant.now().getEpochSecond() + 1234);

        var request = fake.createIncomingRequest(new IncomingOptions.Bolt11(Money.sat(21), "mémo", expiry));

        var invoice = Bolt11Invoice.parse(request.request());
        assertThat(invoice.network()).isEqualTo("bc");
        assertThat(invoice.amount()).isEqualTo(Money.msat(21_000));
        assertThat(invoice.description()).isEqualTo("mémo");
        assertThat(request.expiry()).isEqualTo(invoice.expiresAt());
        assertThat(Duration.between(invoice.expiresAt(), expiry).abs()).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void refusesADescriptionThatDoesNotFit() {
        refuses(
                Reason.INVALID_REQUEST,
                () -> fake.createIncomingRequest(new IncomingOptions.Bolt11(Money.sat(1), "x".repeat(640), null)));
    }

    @Test
    void refusesRequestsForNothing() {
        refuses(Reason.AMOUNT_OUT_OF_RANGE, () -> request(fake, 0));
    }

    @Test
    void refusesAnotherUnit() {
        refuses(
                Reason.UNSUPPORTED,
                () -> fake.createIncomingRequest(new IncomingOptions.Bolt11(Money.msat(1), null, null)));
    }

    @ParameterizedTest
    @CsvSource({"1000, 1, 2", "100000, 100, 2", "100001, 101, 2", "1000000, 1000, 20", "1049000, 1049, 20"})
    void reservesAPercentageOrTheMinimum(long invoiceMsat, long amount, long fee) {
        var quote = fake.quoteOutgoing(invoice(invoiceMsat, ""));

        assertThat(quote.amount()).isEqualTo(Money.sat(amount));
        assertThat(quote.fee()).isEqualTo(Money.sat(fee));
    }

    @Test
    void chargesOneUnitOfFee() {
        assertThat(pay(invoice(50_000, "a book"))).isEqualTo(new Paid(Money.sat(51), null, null));
    }

    @Test
    void chargesNoMoreThanItMay() {
        var outcome = fake.pay(attempt(), invoice(50_000, ""), Money.sat(0));

        assertThat(outcome).isEqualTo(new Paid(Money.sat(50), null, null));
    }

    @Test
    void paysExpiredInvoicesOfOthers() {
        var old = new FakeInvoice(
                new PaymentHash("ab".repeat(32)), Money.msat(1000), "", Instant.ofEpochSecond(1), Duration.ZERO);

        assertThat(pay(new OutgoingOptions.Bolt11(old.text(), null))).isInstanceOf(Paid.class);
    }

    @Test
    void paysAPartOfAnInvoice() {
        var options = new OutgoingOptions.Bolt11(invoice(50_000, "").request(), new OutgoingOptions.Mpp(20_500));

        assertThat(fake.quoteOutgoing(options).amount()).isEqualTo(Money.sat(21));
        assertThat(pay(options)).isEqualTo(new Paid(Money.sat(22), null, null));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 50_001})
    void refusesWhatIsNoPart(long partMsat) {
        var options = new OutgoingOptions.Bolt11(invoice(50_000, "").request(), new OutgoingOptions.Mpp(partMsat));

        refuses(Reason.AMOUNT_MISMATCH, () -> fake.quoteOutgoing(options));
    }

    @Test
    void refusesAmountlessInvoices() {
        var open = new FakeInvoice(new PaymentHash("ab".repeat(32)), null, "", Instant.now(), Duration.ofHours(1));

        refuses(Reason.AMOUNTLESS, () -> fake.quoteOutgoing(new OutgoingOptions.Bolt11(open.text(), null)));
        refuses(
                Reason.AMOUNTLESS,
                () -> fake.quoteOutgoing(
                        new OutgoingOptions.Bolt11(open.text(), new OutgoingOptions.Amountless(1000))));
    }

    /// `fee` is empty where the outcome is not Paid.
    @ParameterizedTest
    @CsvSource({
        "PAID,    PAID,    false, false, Paid,       1",
        "PAID,    FAILED,  false, false, Paid,       1",
        "FAILED,  FAILED,  false, false, Failed,     ",
        "UNPAID,  UNPAID,  false, false, Failed,     ",
        "FAILED,  PAID,    false, false, Paid,       0",
        "FAILED,  UNKNOWN, false, false, Failed,     ",
        "FAILED,  PENDING, false, false, Unresolved, ",
        "PENDING, PENDING, false, false, Unresolved, ",
        "PENDING, FAILED,  false, false, Failed,     ",
        "UNKNOWN, UNKNOWN, false, false, Unresolved, ",
        "UNKNOWN, PAID,    false, false, Paid,       0",
        "UNKNOWN, UNPAID,  false, true,  Unresolved, ",
        "PAID,    PAID,    true,  false, Paid,       0",
        "PAID,    UNPAID,  true,  false, Failed,     ",
        "FAILED,  UNKNOWN, true,  false, Unresolved, ",
        "FAILED,  FAILED,  true,  true,  Unresolved, ",
    })
    void doesWhatTheDescriptionSays(
            String pay, String check, boolean payErr, boolean checkErr, String expected, @Nullable Long fee) {
        var script = String.format(
                Locale.ROOT,
                "{\"pay_invoice_state\":\"%s\",\"check_payment_state\":\"%s\",\"pay_err\":%b,\"check_err\":%b}",
                pay,
                check,
                payErr,
                checkErr);
        var attempt = attempt();

        var outcome = fake.pay(attempt, invoice(50_000, script), Money.sat(2));

        assertThat(outcome.getClass().getSimpleName()).isEqualTo(expected);
        assertThat(fake.outgoingStatus(attempt, null)).isEqualTo(outcome);
        if (outcome instanceof Paid paid) {
            assertThat(paid.spent().amount() - 50).isEqualTo(fee);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{}", "{\"pay_invoice_state\":\"FAILED\"}", "FAILED"})
    void takesNothingElseForAScript(String description) {
        assertThat(pay(invoice(1000, description))).isInstanceOf(Paid.class);
    }

    @ParameterizedTest
    @CsvSource({"sat, 1000, 1000000", "msat, 1000, 1000", "usd, 110, 1000000", "eur, 95, 1000000", "usd, 1, 9091"})
    void convertsAtItsFixedRate(String unit, long amount, long invoiceMsat) {
        var processor = Fakes.processor(unit);
        processor.start(events::add);

        var request = request(processor, amount);
        var quote = processor.quoteOutgoing(new OutgoingOptions.Bolt11(request.request(), null));

        assertThat(Bolt11Invoice.parse(request.request()).amount()).isEqualTo(Money.msat(invoiceMsat));
        assertThat(quote.amount()).isEqualTo(new Money(amount + (amount == 1 ? 1 : 0), unit));
        processor.stop();
    }

    @Test
    void refusesAmountsThatNoInvoiceHolds() {
        refuses(Reason.AMOUNT_OUT_OF_RANGE, () -> request(fake, Long.MAX_VALUE));
        var msat = Fakes.processor("msat");
        msat.start(events::add);
        assertThat(request(msat, 99_999_999_999_999_999L).request()).startsWith("lnbc999999999999999990p1");
        refuses(Reason.AMOUNT_OUT_OF_RANGE, () -> request(msat, 100_000_000_000_000_001L));
        refuses(Reason.AMOUNT_OUT_OF_RANGE, () -> request(msat, Long.MAX_VALUE));
        msat.stop();
    }

    @Test
    void hangsUntilItIsReleased() throws Exception {
        fake.switchPayments(PaymentMode.HANG);
        var attempt = attempt();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var paying = threads.submit(() -> fake.pay(attempt, invoice(1000, ""), Money.sat(2)));
            while (fake.sent().isEmpty()) {
                Thread.onSpinWait();
            }
            assertThat(fake.outgoingStatus(attempt, null)).isInstanceOf(Unresolved.class);
            assertThat(fake.abandon(attempt)).isInstanceOf(Unresolved.class);
            fake.switchPayments(PaymentMode.SCRIPTED);

            assertThat(paying.get(PATIENCE_SECONDS, SECONDS)).isInstanceOf(Paid.class);
        }
    }

    @Test
    void forestallsAPaymentThatHasNotLeftYet() throws Exception {
        var slow = Fakes.processor("sat", Fakes.settings(Duration.ofHours(1), null));
        slow.start(events::add);
        var attempt = attempt();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var paying = threads.submit(() -> slow.pay(attempt, invoice(1000, ""), Money.sat(2)));
            assertThat(slow.abandon(attempt)).isInstanceOf(Failed.class);

            assertThat(paying.get(PATIENCE_SECONDS, SECONDS)).isInstanceOf(Failed.class);
        }
        assertThat(slow.sent()).isEmpty();
        slow.stop();
    }

    @Test
    void failsAfterSendingAndTellsLater() {
        fake.switchPayments(PaymentMode.FAIL_AFTER_SENDING);
        var attempt = attempt();

        assertThat(fake.pay(attempt, invoice(1000, ""), Money.sat(2))).isInstanceOf(Unresolved.class);
        assertThat(fake.outgoingStatus(attempt, null)).isInstanceOf(Paid.class);
    }

    @Test
    void staysUnknownUntilItIsResolved() throws Exception {
        fake.switchPayments(PaymentMode.ANSWER_UNKNOWN);
        var attempt = attempt();
        var paid = new Paid(Money.sat(1), null, null);

        assertThat(fake.pay(attempt, invoice(1000, ""), Money.sat(2))).isInstanceOf(Unresolved.class);
        assertThat(fake.abandon(attempt)).isInstanceOf(Unresolved.class);
        assertThat(fake.resolve(attempt, paid)).isTrue();

        assertThat(event()).isEqualTo(new PaymentEvent.Settled(attempt, paid));
        assertThat(fake.outgoingStatus(attempt, null)).isEqualTo(paid);
        assertThat(fake.resolve(attempt, new Failed("too late"))).isFalse();
    }

    @Test
    void canMissAnOrderToPay() {
        fake.switchPayments(PaymentMode.NEVER_HEARD);
        var attempt = attempt();

        assertThat(fake.pay(attempt, invoice(1000, ""), Money.sat(2))).isInstanceOf(Unresolved.class);
        assertThat(fake.outgoingStatus(attempt, null)).isInstanceOf(Unresolved.class);
        assertThat(fake.sent()).isEmpty();
        assertThat(fake.abandon(attempt)).isInstanceOf(Failed.class);
    }

    @Test
    void promisesNothingAboutWhatItForgot() {
        var attempt = attempt();
        fake.pay(attempt, invoice(1000, ""), Money.sat(2));

        fake.forget(attempt);

        assertThat(fake.outgoingStatus(attempt, null)).isInstanceOf(Unresolved.class);
        assertThat(fake.abandon(attempt)).isInstanceOf(Unresolved.class);
        assertThat(fake.pay(attempt, invoice(1000, ""), Money.sat(2))).isInstanceOf(Unresolved.class);
        assertThat(fake.sent()).hasSize(1);
    }

    @Test
    void settlesInTheEndWhatADescriptionLetsHang() throws Exception {
        var attempt = attempt();
        var paid = new Paid(Money.sat(2), null, null);

        var outcome = fake.pay(attempt, invoice(1000, script("HANG", 20)), Money.sat(2));

        assertThat(outcome).isEqualTo(paid);
        assertThat(event()).isEqualTo(new PaymentEvent.Settled(attempt, paid));
    }

    @Test
    void forgetsWhatADescriptionTellsItTo() {
        var attempt = attempt();

        assertThat(fake.pay(attempt, invoice(1000, script("FORGET", 0)), Money.sat(2)))
                .isInstanceOf(Unresolved.class);

        assertThat(fake.sent()).containsExactly(attempt);
        assertThat(fake.abandon(attempt)).isInstanceOf(Unresolved.class);
    }

    @Test
    void settlesAfterARestartWhatHung(@TempDir Path folder) throws Exception {
        var settings = Fakes.settings(Duration.ZERO, folder);
        var before = Fakes.processor("sat", settings);
        before.start(events::add);
        before.switchPayments(PaymentMode.HANG);
        var attempt = attempt();
        var paying = Thread.ofVirtual().start(() -> before.pay(attempt, invoice(1000, ""), Money.sat(2)));
        while (before.sent().isEmpty()) {
            Thread.onSpinWait();
        }
        paying.interrupt();
        paying.join();
        before.stop();

        var after = Fakes.processor("sat", settings);
        after.start(events::add);

        assertThat(event()).isEqualTo(new PaymentEvent.Settled(attempt, new Paid(Money.sat(2), null, null)));
        after.stop();
    }

    @Test
    void keepsInFlightOverARestartWhatIsUnknown(@TempDir Path folder) {
        var settings = Fakes.settings(Duration.ZERO, folder);
        var before = Fakes.processor("sat", settings);
        before.start(events::add);
        before.switchPayments(PaymentMode.ANSWER_UNKNOWN);
        var attempt = attempt();
        before.pay(attempt, invoice(1000, ""), Money.sat(2));
        before.stop();

        var after = Fakes.processor("sat", settings);
        after.start(events::add);

        assertThat(after.outgoingStatus(attempt, null)).isInstanceOf(Unresolved.class);
        assertThat(after.abandon(attempt)).isInstanceOf(Unresolved.class);
        after.stop();
    }

    @Test
    void deliversBeforeTheRequestIsKnownIfADescriptionSaysSo() {
        var request =
                fake.createIncomingRequest(new IncomingOptions.Bolt11(Money.sat(1), "{\"receipts\":\"EARLY\"}", null));

        assertThat(events).hasSize(1);
        assertThat(fake.incomingPayments(request.lookup())).hasSize(1);
    }

    @Test
    void comesBackByItself() throws Exception {
        var faults = new FakeSettings.Faults(
                PaymentMode.SCRIPTED, ReceiptMode.LATE, Duration.ofMillis(1), Duration.ofMillis(50));
        var down = Fakes.processor("sat", Fakes.settings(Duration.ZERO, null, faults));

        assertThatExceptionOfType(ProcessorUnavailableException.class).isThrownBy(() -> down.start(events::add));
        awaitStart(down);

        request(down, 1);
        assertThat(event()).isInstanceOf(PaymentEvent.Received.class);
        down.stop();
    }

    @Test
    void deliversTwice() throws Exception {
        fake.switchReceipts(ReceiptMode.TWICE);
        request(fake, 1);

        assertThat(event()).isEqualTo(event());
    }

    @Test
    void deliversLate() throws Exception {
        fake.switchReceipts(ReceiptMode.LATE);
        var request = request(fake, 1);
        awaitPayment(request);

        assertThat(events).isEmpty();
        fake.deliverLate();

        assertThat(event()).isInstanceOf(PaymentEvent.Received.class);
    }

    @Test
    void receivesWithoutAnEvent() {
        fake.switchReceipts(ReceiptMode.NEVER);

        awaitPayment(request(fake, 1));
        fake.stop();

        assertThat(events).isEmpty();
    }

    @Test
    void canBeDownAndComeBack() throws Exception {
        fake.switchDown(true);
        var attempt = attempt();

        assertThat(fake.health()).isInstanceOf(ProcessorHealth.Down.class);
        assertThatExceptionOfType(ProcessorUnavailableException.class).isThrownBy(() -> request(fake, 1));
        assertThatExceptionOfType(ProcessorUnavailableException.class)
                .isThrownBy(() -> fake.quoteOutgoing(invoice(1000, "")));
        assertThatExceptionOfType(ProcessorUnavailableException.class)
                .isThrownBy(() -> fake.incomingPayments(LookupId.of(new PaymentHash("00".repeat(32)))));
        assertThat(fake.pay(attempt, invoice(1000, ""), Money.sat(2))).isInstanceOf(Unresolved.class);
        assertThat(fake.abandon(attempt)).isInstanceOf(Unresolved.class);
        fake.switchDown(false);

        assertThat(fake.health()).isInstanceOf(ProcessorHealth.Up.class);
        request(fake, 1);
        assertThat(event()).isInstanceOf(PaymentEvent.Received.class);
    }

    @Test
    void canBeDownAtStart() {
        var down = Fakes.processor("sat");
        down.switchDown(true);

        assertThatExceptionOfType(ProcessorUnavailableException.class).isThrownBy(() -> down.start(events::add));
    }

    @Test
    void isAnotherNodeWithoutAJournal() {
        assertThat(Fakes.processor("sat").node()).isNotEqualTo(fake.node());
    }

    @Test
    void keepsItsRequestsInTheJournal(@TempDir Path folder) throws Exception {
        var settings = Fakes.settings(Duration.ZERO, folder);
        var before = Fakes.processor("sat", settings);
        before.switchReceipts(ReceiptMode.UNPAID);
        before.start(events::add);
        var unpaid = request(before, 1);
        before.stop();

        var after = Fakes.processor("sat", settings);
        after.start(events::add);

        assertThat(event())
                .isInstanceOfSatisfying(
                        PaymentEvent.Received.class,
                        received -> assertThat(received.payment().lookup()).isEqualTo(unpaid.lookup()));
        after.stop();
    }

    private void awaitStart(FakePaymentProcessor processor) {
        while (true) {
            try {
                processor.start(events::add);
                return;
            } catch (ProcessorUnavailableException _) {
                Thread.onSpinWait();
            }
        }
    }

    private static String script(String mode, long settlesAfterMs) {
        return "{\"pay_invoice_state\":\"PAID\",\"check_payment_state\":\"PAID\",\"pay_err\":false,\"check_err\":false,"
                + "\"mode\":\"" + mode + "\",\"settles_after_ms\":" + settlesAfterMs + "}";
    }

    private PaymentOutcome pay(OutgoingOptions options) {
        return fake.pay(attempt(), options, fake.quoteOutgoing(options).fee());
    }

    private PaymentEvent event() throws InterruptedException {
        var event = events.poll(PATIENCE_SECONDS, SECONDS);
        assertThat(event).isNotNull();
        return event;
    }

    private void awaitPayment(IncomingRequest request) {
        while (fake.incomingPayments(request.lookup()).isEmpty()) {
            Thread.onSpinWait();
        }
    }

    private static IncomingRequest request(FakePaymentProcessor processor, long amount) {
        var money = new Money(amount, processor.settings().unit());
        return processor.createIncomingRequest(new IncomingOptions.Bolt11(money, null, null));
    }

    private static OutgoingOptions.Bolt11 invoice(long amountMsat, String description) {
        return new OutgoingOptions.Bolt11(
                FakeInvoice.of(Money.msat(amountMsat), description).text(), null);
    }

    private static AttemptId attempt() {
        return new AttemptId(UUID.randomUUID());
    }

    private static void refuses(Reason reason, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatExceptionOfType(PaymentRefusedException.class)
                .isThrownBy(call)
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }
}
