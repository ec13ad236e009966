package org.cobnut.payment.fake;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

import org.cobnut.payment.AttemptId;
import org.cobnut.payment.IncomingOptions;
import org.cobnut.payment.IncomingPayment;
import org.cobnut.payment.IncomingRequest;
import org.cobnut.payment.LookupId;
import org.cobnut.payment.MethodSettings;
import org.cobnut.payment.Money;
import org.cobnut.payment.NodeId;
import org.cobnut.payment.OutgoingOptions;
import org.cobnut.payment.OutgoingQuote;
import org.cobnut.payment.PaymentEvent;
import org.cobnut.payment.PaymentListener;
import org.cobnut.payment.PaymentOutcome;
import org.cobnut.payment.PaymentOutcome.Failed;
import org.cobnut.payment.PaymentOutcome.Unresolved;
import org.cobnut.payment.PaymentProcessor;
import org.cobnut.payment.PaymentRefusedException;
import org.cobnut.payment.PaymentRefusedException.Reason;
import org.cobnut.payment.PaymentSettings;
import org.cobnut.payment.ProcessorHealth;
import org.cobnut.payment.ProcessorInstance;
import org.cobnut.payment.ProcessorUnavailableException;
import org.cobnut.payment.bolt11.Bolt11Invoice;
import org.jspecify.annotations.Nullable;

/// A processor without a node: its invoices pay themselves, and what it pays goes as the invoice's description says.
///
/// Foreign and long expired invoices are accepted. Without a [FakeSettings#journal] all is in memory: then a
/// new process is another node, so that nobody takes its ignorance for an answer. The methods below the port's
/// are for tests.
public final class FakePaymentProcessor implements PaymentProcessor {

    private static final Duration DEFAULT_EXPIRY = Duration.ofHours(1);

    private final PaymentSettings settings;
    private final FakeSettings fees;
    private final Rate rate;
    private final Surroundings surroundings;
    private final NodeId node;
    private final Incoming incoming;
    private final Outgoing outgoing;
    private volatile boolean isDown;

    /// What a fake needs of the world.
    record Surroundings(Clock clock, RandomGenerator random, ScheduledExecutorService scheduler) {}

    FakePaymentProcessor(ProcessorInstance instance, FakeSettings fees, Surroundings surroundings) {
        this.settings =
                new PaymentSettings(instance.unit(), List.of(new MethodSettings.Bolt11(true, false, true, false)));
        this.fees = fees;
        this.rate = Rate.of(instance.unit(), fees);
        this.surroundings = surroundings;
        var journal = new Journal(journalFile(instance, fees.journal()));
        var delay = delay(fees, surroundings.random());
        var faults = fees.faults();
        this.incoming = new Incoming(journal, surroundings.scheduler(), delay, faults);
        this.outgoing = new Outgoing(journal, delay, faults.payments(), surroundings.scheduler(), incoming::tell);
        this.node = new Recovery(instance.unit(), incoming, outgoing).replay(journal, newNode(instance));
        beDownFor(faults.downFor());
    }

    private void beDownFor(Duration time) {
        if (time.isPositive()) {
            switchDown(true);
            var _ = surroundings.scheduler().schedule(() -> switchDown(false), time.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private static @Nullable Path journalFile(ProcessorInstance instance, @Nullable Path folder) {
        return folder == null ? null : folder.resolve(instance.name() + "-" + instance.unit() + ".journal");
    }

    private NodeId newNode(ProcessorInstance instance) {
        var random = surroundings.random();
        return new NodeId("fake-" + instance.unit() + "-" + new UUID(random.nextLong(), random.nextLong()));
    }

    private static Duration delay(FakeSettings settings, RandomGenerator random) {
        long min = settings.minDelay().toMillis();
        return Duration.ofMillis(min + random.nextLong(settings.maxDelay().toMillis() - min + 1));
    }

    @Override
    public PaymentSettings settings() {
        return settings;
    }

    @Override
    public NodeId node() {
        return node;
    }

    @Override
    public void start(PaymentListener listener) {
        if (isDown) {
            throw new ProcessorUnavailableException("the fake node is down");
        }
        incoming.start(listener);
    }

    @Override
    public void stop() {
        incoming.stop();
    }

    @Override
    public IncomingRequest createIncomingRequest(IncomingOptions options) {
        requireUp();
        return switch (options) {
            case IncomingOptions.Bolt11 bolt11 -> invoice(bolt11);
            case IncomingOptions.Bolt12 _, IncomingOptions.Onchain _, IncomingOptions.Custom _ ->
                throw unsupported(options.method().name());
        };
    }

    private IncomingRequest invoice(IncomingOptions.Bolt11 options) {
        var description = options.description() == null ? "" : options.description();
        if (description.getBytes(StandardCharsets.UTF_8).length > FakeInvoice.MAX_DESCRIPTION_BYTES) {
            throw new PaymentRefusedException(Reason.INVALID_REQUEST, "the description does not fit an invoice");
        }
        requireOwnUnit(options.amount());
        var amount = Money.msat(rate.toMsat(options.amount()));
        var now = surroundings.clock().instant();
        var expiry = options.expiry() == null ? DEFAULT_EXPIRY : Duration.between(now, options.expiry());
        if (!FakeInvoice.holds(amount.amount())
                || expiry.isNegative()
                || expiry.compareTo(Duration.ofDays(36_500)) > 0) {
            throw new PaymentRefusedException(Reason.AMOUNT_OUT_OF_RANGE, "no such invoice can be made");
        }
        var hash = FakeInvoice.randomHash(surroundings.random());
        var text = new FakeInvoice(hash, amount, description, now, expiry).text();
        var lookup = LookupId.of(hash);
        incoming.request(lookup, options.amount(), ReceiptScript.of(description));
        return new IncomingRequest(lookup, text, Bolt11Invoice.parse(text).expiresAt(), null);
    }

    @Override
    public OutgoingQuote quoteOutgoing(OutgoingOptions options) {
        requireUp();
        var amount = amount(options);
        var reserve = new BigDecimal(amount.amount())
                .multiply(fees.feePercent())
                .setScale(0, RoundingMode.FLOOR)
                .toBigInteger();
        if (reserve.bitLength() >= Long.SIZE) {
            throw new PaymentRefusedException(Reason.AMOUNT_OUT_OF_RANGE, "more than there is");
        }
        var fee = new Money(Math.max(reserve.longValueExact(), fees.reserveFeeMin()), settings.unit());
        var lookup = LookupId.of(parse(options.request()).paymentHash());
        return new OutgoingQuote(amount, fee, lookup, OutgoingQuote.State.UNPAID, List.of(), null);
    }

    /// What the recipient gets, in this processor's unit.
    private Money amount(OutgoingOptions options) {
        return switch (options) {
            case OutgoingOptions.Bolt11 bolt11 -> rate.fromMsat(amountMsat(bolt11));
            case OutgoingOptions.Bolt12 _, OutgoingOptions.Onchain _, OutgoingOptions.Custom _ ->
                throw unsupported(options.method().name());
        };
    }

    private static long amountMsat(OutgoingOptions.Bolt11 options) {
        var invoice = parse(options.request());
        long amountMsat = invoice.fixedAmount()
                .orElseThrow(() -> new PaymentRefusedException(Reason.AMOUNTLESS, "the invoice names no amount"))
                .amount();
        return switch (options.part()) {
            case null -> amountMsat;
            case OutgoingOptions.Mpp(long partMsat) -> part(partMsat, amountMsat);
            case OutgoingOptions.Amountless _ ->
                throw new PaymentRefusedException(Reason.AMOUNTLESS, "amounts are taken from invoices only");
        };
    }

    private static long part(long partMsat, long amountMsat) {
        if (partMsat <= 0 || partMsat > amountMsat) {
            throw new PaymentRefusedException(Reason.AMOUNT_MISMATCH, "no part of the invoice's amount");
        }
        return partMsat;
    }

    @Override
    public PaymentOutcome pay(AttemptId attempt, OutgoingOptions options, Money maxFee) {
        if (!isUp()) {
            return new Unresolved();
        }
        try {
            var amount = amount(options);
            var fee = new Money(Math.min(1, maxFee.amount()), amount.unit());
            var script = Script.of(parse(options.request()).description());
            return outgoing.pay(attempt, script.order(amount, fee));
        } catch (PaymentRefusedException e) {
            return outgoing.abandon(attempt, new Failed(String.valueOf(e.getMessage()), true));
        }
    }

    @Override
    public PaymentOutcome outgoingStatus(AttemptId attempt, @Nullable LookupId lookup) {
        return isUp() ? outgoing.status(attempt) : new Unresolved();
    }

    @Override
    public PaymentOutcome abandon(AttemptId attempt) {
        return isUp() ? outgoing.abandon(attempt, null) : new Unresolved();
    }

    @Override
    public List<IncomingPayment> incomingPayments(LookupId lookup) {
        requireUp();
        return incoming.payments(lookup);
    }

    @Override
    public ProcessorHealth health() {
        return isUp() ? new ProcessorHealth.Up() : new ProcessorHealth.Down("the fake node is down or not started");
    }

    /// For tests: how payments go from now on.
    public void switchPayments(PaymentMode mode) {
        outgoing.switchMode(mode);
    }

    /// For tests: how receipts are told from now on.
    public void switchReceipts(ReceiptMode mode) {
        incoming.switchMode(mode);
    }

    /// For tests: the node goes away, and a start fails, until it is back.
    public void switchDown(boolean down) {
        isDown = down;
        incoming.switchDown(down);
    }

    /// For tests: a request is paid, or paid again, or money comes that was never asked for.
    public void receive(IncomingPayment payment) {
        incoming.receive(payment);
    }

    /// For tests: the events that [ReceiptMode#LATE] kept back come now.
    public void deliverLate() {
        incoming.deliverLate();
    }

    /// For tests: any event, say one that cannot be read.
    public void tell(PaymentEvent event) {
        incoming.tell(event);
    }

    /// For tests: what was in flight settles, and an event says so.
    ///
    /// @return whether the attempt was in flight
    public boolean resolve(AttemptId attempt, PaymentOutcome outcome) {
        if (!outgoing.resolve(attempt, outcome)) {
            return false;
        }
        incoming.tell(new PaymentEvent.Settled(attempt, outcome));
        return true;
    }

    /// For tests: the node no longer knows what became of an attempt.
    public void forget(AttemptId attempt) {
        outgoing.forget(attempt);
    }

    /// For tests: the attempts that left this node, in order.
    public List<AttemptId> sent() {
        return outgoing.sent();
    }

    private boolean isUp() {
        return !isDown && incoming.isStarted();
    }

    private void requireUp() {
        if (!isUp()) {
            throw new ProcessorUnavailableException("the fake node is down or not started");
        }
    }

    private void requireOwnUnit(Money amount) {
        if (!amount.unit().equals(settings.unit())) {
            throw unsupported(amount.unit());
        }
    }

    private static PaymentRefusedException unsupported(String what) {
        return new PaymentRefusedException(Reason.UNSUPPORTED, what + " is not supported");
    }

    private static Bolt11Invoice parse(String request) {
        try {
            return Bolt11Invoice.parse(request);
        } catch (IllegalArgumentException _) {
            throw new PaymentRefusedException(Reason.INVALID_REQUEST, "not an invoice");
        }
    }
}
