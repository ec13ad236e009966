package org.cobnut.payment;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import org.cobnut.payment.PaymentOutcome.Failed;
import org.cobnut.payment.PaymentOutcome.Paid;
import org.cobnut.payment.PaymentOutcome.Unresolved;
import org.cobnut.payment.bolt11.Bolt11Invoice;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/// What every [PaymentProcessor] owes the mint, by way of BOLT11. Implementations extend this class in their own tests.
public abstract class PaymentProcessorContract {

    private static final int PATIENCE_SECONDS = 30;

    private final BlockingQueue<PaymentEvent> events = new LinkedBlockingQueue<>();
    private PaymentProcessor processor;

    /// A processor that is not started, on a node that can pay and be paid.
    protected abstract PaymentProcessor create();

    /// A fresh invoice of somebody else that the node can pay.
    protected abstract OutgoingOptions.Bolt11 payable();

    /// Pays a request of the processor under test, as the world would.
    protected abstract void payFromOutside(IncomingRequest request, Money amount);

    /// How many payments have left the node of the processor under test.
    protected abstract long paymentsSent();

    /// Makes payments that are sent from now on stay in flight until the handle is closed; empty where that is
    /// impossible.
    protected abstract Optional<AutoCloseable> holdPayments();

    /// Whether the world can pay the node while the processor is stopped.
    protected abstract boolean isPayableWhileStopped();

    /// The same node under a new process; empty where nothing survives one.
    protected abstract Optional<PaymentProcessor> restarted();

    protected final PaymentProcessor processor() {
        return processor;
    }

    @BeforeEach
    final void start() {
        processor = create();
        processor.start(events::add);
    }

    @AfterEach
    final void stop() {
        processor.stop();
    }

    @Test
    void paysAndKeepsToTheQuotedPrice() {
        var options = payable();
        var quote = processor.quoteOutgoing(options);

        var outcome = processor.pay(attempt(), options, quote.fee());

        assertThat(outcome).isInstanceOfSatisfying(Paid.class, paid -> {
            assertThat(paid.spent()).isGreaterThanOrEqualTo(quote.amount());
            assertThat(paid.spent()).isLessThanOrEqualTo(quote.amount().plus(quote.fee()));
        });
    }

    @Test
    void quotesInItsOwnUnitAndSendsNothing() {
        var quote = processor.quoteOutgoing(payable());

        assertThat(quote.amount().unit()).isEqualTo(processor.settings().unit());
        assertThat(quote.fee().unit()).isEqualTo(processor.settings().unit());
        assertThat(quote.state()).isEqualTo(OutgoingQuote.State.UNPAID);
        assertThat(paymentsSent()).isZero();
    }

    @Test
    void provesPaymentWithThePreimageIfItSaysSo() {
        var settings = (MethodSettings.Bolt11)
                processor.settings().method(PaymentMethod.BOLT11).orElseThrow();
        var options = payable();

        var proof = ((Paid) pay(attempt(), options)).proof();

        var hash = Bolt11Invoice.parse(options.request()).paymentHash();
        boolean isProven = proof != null && hash.isProvenBy(proof);
        assertThat(isProven || !settings.preimages()).isTrue();
    }

    @Test
    void payingTwiceUnderOneAttemptMovesMoneyOnce() {
        var attempt = attempt();
        var options = payable();

        var first = pay(attempt, options);
        var second = pay(attempt, options);

        assertThat(first).isInstanceOf(Paid.class);
        assertThat(second).isEqualTo(first);
        assertThat(paymentsSent()).isOne();
    }

    @Test
    void payingTwiceAtOnceUnderOneAttemptMovesMoneyOnce() throws Exception {
        var attempt = attempt();
        var options = payable();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> pay(attempt, options));
            var second = threads.submit(() -> pay(attempt, options));
            first.get(PATIENCE_SECONDS, SECONDS);
            second.get(PATIENCE_SECONDS, SECONDS);
        }

        assertThat(processor.outgoingStatus(attempt, null)).isInstanceOf(Paid.class);
        assertThat(paymentsSent()).isOne();
    }

    @Test
    void remembersWhatBecameOfAnAttempt() {
        var attempt = attempt();

        var paid = pay(attempt, payable());

        assertThat(processor.outgoingStatus(attempt, null)).isEqualTo(paid);
    }

    @Test
    void doesNotTakeAnUnknownAttemptForAFailedOne() {
        assertThat(processor.outgoingStatus(attempt(), null)).isInstanceOf(Unresolved.class);
    }

    @Test
    void neverSendsAnAbandonedAttempt() {
        var attempt = attempt();

        var abandoned = processor.abandon(attempt);

        assertThat(abandoned).isInstanceOf(Failed.class);
        assertThat(pay(attempt, payable())).isInstanceOf(Failed.class);
        assertThat(paymentsSent()).isZero();
    }

    @Test
    void neverSendsAnAttemptThatWasAbandonedBeforeARestart() {
        var attempt = attempt();
        processor.abandon(attempt);
        processor.stop();

        var restarted = restarted();
        Assumptions.assumeTrue(restarted.isPresent());
        processor = restarted.get();
        processor.start(events::add);

        assertThat(pay(attempt, payable())).isInstanceOf(Failed.class);
        assertThat(paymentsSent()).isZero();
    }

    @Test
    void remembersAPaymentOverARestart() {
        var attempt = attempt();
        var paid = pay(attempt, payable());
        processor.stop();

        var restarted = restarted();
        Assumptions.assumeTrue(restarted.isPresent());
        var node = processor.node();
        processor = restarted.get();
        processor.start(events::add);

        assertThat(processor.node()).isEqualTo(node);
        assertThat(processor.outgoingStatus(attempt, null)).isEqualTo(paid);
        assertThat(processor.abandon(attempt)).isEqualTo(paid);
    }

    @Test
    void doesNotRecallWhatWasPaid() {
        var attempt = attempt();
        var paid = pay(attempt, payable());

        assertThat(processor.abandon(attempt)).isEqualTo(paid);
    }

    @Test
    void abandonsOneAttemptAndNotItsSuccessor() {
        processor.abandon(attempt());

        assertThat(pay(attempt(), payable())).isInstanceOf(Paid.class);
    }

    @Test
    void doesNotPromiseFailureOfAPaymentInFlight() throws Exception {
        var hold = holdPayments();
        Assumptions.assumeTrue(hold.isPresent());
        var attempt = attempt();
        var options = payable();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var paying = threads.submit(() -> pay(attempt, options));
            awaitSent();
            // A processor may wait for the payment that runs; what it must not do is to call it failed.
            var abandoning = threads.submit(() -> processor.abandon(attempt));
            var early = within(abandoning);
            hold.get().close();
            paying.get(PATIENCE_SECONDS, SECONDS);

            assertThat(early.orElseGet(() -> finish(abandoning))).isNotInstanceOf(Failed.class);
        }
    }

    @Test
    void reportsAReceiptUnderItsRequest() throws Exception {
        var amount = new Money(100_000, processor.settings().unit());
        var request = processor.createIncomingRequest(new IncomingOptions.Bolt11(amount, "contract", null));

        payFromOutside(request, amount);

        var event = events.poll(PATIENCE_SECONDS, SECONDS);
        assertThat(event).isInstanceOfSatisfying(PaymentEvent.Received.class, received -> {
            assertThat(received.payment().lookup()).isEqualTo(request.lookup());
            assertThat(received.payment().amount()).isEqualTo(amount);
            assertThat(received.payment().paymentId())
                    .isEqualTo(
                            Bolt11Invoice.parse(request.request()).paymentHash().hex());
            assertThat(processor.incomingPayments(request.lookup())).containsExactly(received.payment());
        });
    }

    @Test
    void makesInvoicesThatSayWhatWasAsked() {
        var amount = new Money(100_000, processor.settings().unit());

        var request = processor.createIncomingRequest(new IncomingOptions.Bolt11(amount, "two coffees", null));

        var invoice = Bolt11Invoice.parse(request.request());
        assertThat(invoice.description()).isEqualTo("two coffees");
        assertThat(invoice.fixedAmount()).isPresent();
        assertThat(request.lookup()).isEqualTo(LookupId.of(invoice.paymentHash()));
        assertThat(processor.incomingPayments(request.lookup())).isEmpty();
    }

    @Test
    void deliversAnEventAgainThatTheMintCouldNotCommit() throws Exception {
        processor.stop();
        var refusals = new AtomicInteger();
        processor.start(event -> {
            if (refusals.getAndIncrement() == 0) {
                throw new IllegalStateException("the database is away");
            }
            events.add(event);
        });
        var amount = new Money(100_000, processor.settings().unit());
        var request = processor.createIncomingRequest(new IncomingOptions.Bolt11(amount, null, null));

        payFromOutside(request, amount);

        assertThat(events.poll(PATIENCE_SECONDS, SECONDS)).isInstanceOf(PaymentEvent.Received.class);
    }

    @Test
    void keepsReceiptsForTheNextStart() throws Exception {
        Assumptions.assumeTrue(isPayableWhileStopped());
        var amount = new Money(100_000, processor.settings().unit());
        var request = processor.createIncomingRequest(new IncomingOptions.Bolt11(amount, null, null));
        processor.stop();

        payFromOutside(request, amount);
        processor.start(events::add);

        assertThat(events.poll(PATIENCE_SECONDS, SECONDS)).isInstanceOf(PaymentEvent.Received.class);
    }

    @Test
    void waitsForARunningListenerBeforeItStops() throws Exception {
        processor.stop();
        var entered = new CountDownLatch(1);
        var leave = new CountDownLatch(1);
        var delivered = new AtomicInteger();
        processor.start(_ -> {
            entered.countDown();
            await(leave);
            delivered.incrementAndGet();
        });
        var amount = new Money(100_000, processor.settings().unit());
        payFromOutside(processor.createIncomingRequest(new IncomingOptions.Bolt11(amount, null, null)), amount);
        await(entered);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var stopping = threads.submit(() -> processor.stop());
            leave.countDown();
            stopping.get(PATIENCE_SECONDS, SECONDS);

            assertThat(delivered).hasValue(1);
        }
    }

    @Test
    void deliversNothingOnceStopped() {
        Assumptions.assumeTrue(isPayableWhileStopped());
        processor.stop();
        var amount = new Money(100_000, processor.settings().unit());

        processor.start(events::add);
        var request = processor.createIncomingRequest(new IncomingOptions.Bolt11(amount, null, null));
        processor.stop();
        payFromOutside(request, amount);

        assertThat(events).isEmpty();
    }

    @Test
    void refusesWhatIsNoInvoice() {
        assertThatExceptionOfType(PaymentRefusedException.class)
                .isThrownBy(() -> processor.quoteOutgoing(new OutgoingOptions.Bolt11("lnbc1nonsense", null)))
                .satisfies(refusal ->
                        assertThat(refusal.reason()).isEqualTo(PaymentRefusedException.Reason.INVALID_REQUEST));
    }

    @Test
    void refusesMethodsThatItDoesNotOffer() {
        var method = new PaymentMethod("pigeon");

        assertThatExceptionOfType(PaymentRefusedException.class)
                .isThrownBy(() -> processor.quoteOutgoing(new OutgoingOptions.Custom(method, "coop", null, null)))
                .satisfies(
                        refusal -> assertThat(refusal.reason()).isEqualTo(PaymentRefusedException.Reason.UNSUPPORTED));
    }

    @Test
    void isHealthyOnceStarted() {
        assertThat(processor.health()).isInstanceOf(ProcessorHealth.Up.class);
    }

    @Test
    void isNotHealthyOnceStopped() {
        processor.stop();

        assertThat(processor.health()).isInstanceOf(ProcessorHealth.Down.class);
    }

    private PaymentOutcome pay(AttemptId attempt, OutgoingOptions options) {
        return processor.pay(attempt, options, processor.quoteOutgoing(options).fee());
    }

    private static AttemptId attempt() {
        return new AttemptId(UUID.randomUUID());
    }

    private void awaitSent() {
        long deadline = System.nanoTime() + SECONDS.toNanos(PATIENCE_SECONDS);
        while (paymentsSent() == 0) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private static Optional<PaymentOutcome> within(Future<PaymentOutcome> future)
            throws ExecutionException, InterruptedException {
        try {
            return Optional.of(future.get(1, SECONDS));
        } catch (TimeoutException _) {
            return Optional.empty();
        }
    }

    private static PaymentOutcome finish(Future<PaymentOutcome> future) {
        try {
            return future.get(PATIENCE_SECONDS, SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE_SECONDS, SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
