package org.cobnut.failpoint;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.cobnut.failpoint.Failpoint.Moment;
import org.cobnut.failpoint.Failpoint.Seam;
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
import org.cobnut.payment.PaymentHash;
import org.cobnut.payment.PaymentListener;
import org.cobnut.payment.PaymentOutcome;
import org.cobnut.payment.PaymentProcessor;
import org.cobnut.payment.PaymentRefusedException;
import org.cobnut.payment.PaymentSettings;
import org.cobnut.payment.ProcessorHealth;
import org.cobnut.payment.ProcessorUnavailableException;
import org.jspecify.annotations.Nullable;

/// A processor whose node is another process, as in life: what it was told, it was told, whoever dies afterwards.
final class DistantPaymentProcessor implements PaymentProcessor {

    private static final long PAUSE_MILLIS = 200;

    private final NodeLine line;
    private final String unit;
    private final Failpoints failpoints = Failpoints.ofThisProcess();
    private volatile @Nullable NodeId node;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile boolean isStopping;

    DistantPaymentProcessor(NodeLine line, String unit) {
        this.line = line;
        this.unit = unit;
    }

    @Override
    public PaymentSettings settings() {
        return new PaymentSettings(unit, List.of(new MethodSettings.Bolt11(false, false, true, false)));
    }

    @Override
    public NodeId node() {
        var known = node;
        if (known == null) {
            throw new ProcessorUnavailableException("not started");
        }
        return known;
    }

    @Override
    public void start(PaymentListener listener) {
        node = new NodeId(line.ask("node").getFirst());
        Thread.ofVirtual().name("distant-events").start(() -> listen(listener));
    }

    @Override
    public void stop() {
        isStopping = true;
        stopping.countDown();
    }

    private void listen(PaymentListener listener) {
        while (!isStopping) {
            try {
                var event = line.ask("next");
                if (!event.isEmpty()) {
                    listener.onEvent(event(event));
                    line.ask("done", event.getFirst());
                }
            } catch (RuntimeException _) {
                pause(); // the node keeps the event, and hands it out again
            }
        }
    }

    private void pause() {
        try {
            isStopping = stopping.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            isStopping = true;
        }
    }

    /// `number received hash id amount`, or `number settled attempt outcome…`.
    private PaymentEvent event(List<String> words) {
        return words.get(1).equals("received")
                ? new PaymentEvent.Received(
                        new IncomingPayment(lookup(words.get(2)), words.get(3), money(words.get(4))))
                : new PaymentEvent.Settled(AttemptId.parse(words.get(2)), outcome(words.subList(3, words.size())));
    }

    @Override
    public IncomingRequest createIncomingRequest(IncomingOptions options) {
        if (!(options instanceof IncomingOptions.Bolt11 bolt11)) {
            throw unsupported();
        }
        var answer = line.ask("invoice", bolt11.amount().amount(), Objects.requireNonNullElse(bolt11.expiry(), ""));
        return new IncomingRequest(lookup(answer.getFirst()), answer.get(1), Instant.parse(answer.get(2)), null);
    }

    @Override
    public OutgoingQuote quoteOutgoing(OutgoingOptions options) {
        var answer = line.ask("quote", options.request());
        return new OutgoingQuote(
                money(answer.getFirst()),
                money(answer.get(1)),
                lookup(answer.get(2)),
                OutgoingQuote.State.UNPAID,
                List.of(),
                null);
    }

    @Override
    public PaymentOutcome pay(AttemptId attempt, OutgoingOptions options, Money maxFee) {
        failpoints.pass(Moment.BEFORE, Seam.PAY.name());
        var outcome = asked("pay", attempt, options.request(), maxFee.amount());
        failpoints.pass(Moment.AFTER, Seam.PAY.name());
        return outcome;
    }

    @Override
    public PaymentOutcome outgoingStatus(AttemptId attempt, @Nullable LookupId lookup) {
        return asked("status", attempt);
    }

    @Override
    public PaymentOutcome abandon(AttemptId attempt) {
        return asked("abandon", attempt);
    }

    @Override
    public List<IncomingPayment> incomingPayments(LookupId lookup) {
        return line.ask("payments", lookup.value()).stream()
                .map(payment -> payment.split(" "))
                .map(words -> new IncomingPayment(lookup, words[0], money(words[1])))
                .toList();
    }

    @Override
    public ProcessorHealth health() {
        return node == null ? new ProcessorHealth.Down("not started") : new ProcessorHealth.Up();
    }

    private PaymentOutcome asked(String verb, Object... words) {
        try {
            return outcome(line.ask(verb, words));
        } catch (ProcessorUnavailableException _) {
            return new PaymentOutcome.Unresolved();
        }
    }

    private PaymentOutcome outcome(List<String> words) {
        return switch (words.getFirst()) {
            case "paid" -> new PaymentOutcome.Paid(money(words.get(1)), null, null);
            case "failed" -> new PaymentOutcome.Failed(words.get(1));
            case "unresolved" -> new PaymentOutcome.Unresolved();
            default -> throw new IllegalStateException("a node that says " + words.getFirst());
        };
    }

    private static LookupId lookup(String hash) {
        return LookupId.of(new PaymentHash(hash));
    }

    private Money money(String amount) {
        return new Money(Long.parseLong(amount), unit);
    }

    private static PaymentRefusedException unsupported() {
        return new PaymentRefusedException(PaymentRefusedException.Reason.UNSUPPORTED, "not supported");
    }
}
