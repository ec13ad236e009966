package org.cobnut.payment.fake;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import org.cobnut.payment.IncomingPayment;
import org.cobnut.payment.IncomingRequest;
import org.cobnut.payment.Money;
import org.cobnut.payment.OutgoingOptions;
import org.cobnut.payment.PaymentProcessor;
import org.cobnut.payment.PaymentProcessorContract;
import org.junit.jupiter.api.io.TempDir;

class FakePaymentProcessorContractTests extends PaymentProcessorContract {

    @TempDir
    private Path folder;

    @Override
    protected PaymentProcessor create() {
        var processor = open();
        processor.switchReceipts(ReceiptMode.UNPAID);
        return processor;
    }

    @Override
    protected OutgoingOptions.Bolt11 payable() {
        return new OutgoingOptions.Bolt11(
                FakeInvoice.of(Money.msat(123_000), "a book").text(), null);
    }

    @Override
    protected void payFromOutside(IncomingRequest request, Money amount) {
        fake().receive(new IncomingPayment(request.lookup(), request.lookup().value(), amount));
    }

    @Override
    protected long paymentsSent() {
        return fake().sent().size();
    }

    @Override
    protected Optional<AutoCloseable> holdPayments() {
        fake().switchPayments(PaymentMode.HANG);
        return Optional.of(() -> fake().switchPayments(PaymentMode.SCRIPTED));
    }

    @Override
    protected boolean isPayableWhileStopped() {
        return true;
    }

    @Override
    protected Optional<PaymentProcessor> restarted() {
        return Optional.of(open());
    }

    private FakePaymentProcessor open() {
        return Fakes.processor("sat", Fakes.settings(Duration.ZERO, folder));
    }

    private FakePaymentProcessor fake() {
        return (FakePaymentProcessor) processor();
    }
}
