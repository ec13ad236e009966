package org.cobnut.mint.payment;

import java.util.List;
import java.util.concurrent.CountDownLatch;

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
import org.cobnut.payment.PaymentListener;
import org.cobnut.payment.PaymentOutcome;
import org.cobnut.payment.PaymentProcessor;
import org.cobnut.payment.PaymentSettings;
import org.cobnut.payment.ProcessorHealth;
import org.jspecify.annotations.Nullable;

/// A processor that answers nothing until it is interrupted, and then nothing of use.
final class StubbornProcessor implements PaymentProcessor {

    private final CountDownLatch never = new CountDownLatch(1);

    private IllegalStateException hang() {
        try {
            never.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return new IllegalStateException("interrupted");
    }

    @Override
    public PaymentSettings settings() {
        return new PaymentSettings("sat", List.of(new MethodSettings.Bolt11(false, false, false, false)));
    }

    @Override
    public NodeId node() {
        return new NodeId("stubborn");
    }

    @Override
    public void start(PaymentListener listener) {}

    @Override
    public void stop() {}

    @Override
    public IncomingRequest createIncomingRequest(IncomingOptions options) {
        throw hang();
    }

    @Override
    public OutgoingQuote quoteOutgoing(OutgoingOptions options) {
        throw hang();
    }

    @Override
    @SuppressWarnings("NullAway") // what no processor may do is what this one is for
    public PaymentOutcome pay(AttemptId attempt, OutgoingOptions options, Money maxFee) {
        return null;
    }

    @Override
    public PaymentOutcome outgoingStatus(AttemptId attempt, @Nullable LookupId lookup) {
        throw hang();
    }

    @Override
    public PaymentOutcome abandon(AttemptId attempt) {
        throw hang();
    }

    @Override
    public List<IncomingPayment> incomingPayments(LookupId lookup) {
        throw hang();
    }

    @Override
    public ProcessorHealth health() {
        return new ProcessorHealth.Up();
    }
}
