package org.cobnut.mint.payment;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.mint.store.Transactions;
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
import org.cobnut.payment.PaymentMethod;
import org.cobnut.payment.PaymentOutcome;
import org.cobnut.payment.PaymentOutcome.Unresolved;
import org.cobnut.payment.PaymentProcessor;
import org.cobnut.payment.PaymentRefusedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One unit by one method through one processor.
///
/// Whatever goes wrong with the processor, callers see the mint's own terms: a refusal for the wallet with a code, a
/// [ErrorCode#UNAVAILABLE], or, of a payment, [Unresolved]. Nothing here may be called in a transaction.
///
/// @param name the processor's, for people
/// @param settings what it can do by this method
/// @param minting what mint quotes may be about
/// @param melting what melt quotes may be about
/// @param timeout how long an answer is waited for
public record Route(
        String name,
        PaymentProcessor processor,
        MethodSettings settings,
        AmountLimits minting,
        AmountLimits melting,
        ProcessorTimeout timeout) {

    private static final Logger log = LoggerFactory.getLogger(Route.class);

    public PaymentMethod method() {
        return settings.method();
    }

    public String unit() {
        return processor.settings().unit();
    }

    /// The node that requests and attempts are given to now.
    ///
    /// @throws CashuException with UNAVAILABLE when it was never reached
    public NodeId node() {
        return asked(processor::node);
    }

    /// Whether this route speaks for `node`; not, while that is unknown.
    public boolean speaksFor(NodeId node) {
        try {
            return processor.node().equals(node);
        } catch (RuntimeException _) {
            return false;
        }
    }

    /// As [PaymentProcessor#createIncomingRequest].
    ///
    /// @throws CashuException when it is refused or the processor is down
    public IncomingRequest createIncomingRequest(IncomingOptions options) {
        return asked(() -> processor.createIncomingRequest(options));
    }

    /// As [PaymentProcessor#quoteOutgoing].
    ///
    /// @throws CashuException when it is refused or the processor is down
    public OutgoingQuote quoteOutgoing(OutgoingOptions options) {
        return asked(() -> processor.quoteOutgoing(options));
    }

    /// As [PaymentProcessor#incomingPayments]; empty when the processor does not say.
    public Optional<List<IncomingPayment>> incomingPayments(LookupId lookup) {
        try {
            return Optional.of(asked(() -> processor.incomingPayments(lookup)));
        } catch (CashuException _) {
            return Optional.empty();
        }
    }

    /// As [PaymentProcessor#pay]; never throws, and takes as long as the processor does.
    public PaymentOutcome pay(AttemptId attempt, OutgoingOptions options, Money maxFee) {
        return outcome(attempt, () -> Objects.requireNonNull(processor.pay(attempt, options, maxFee), "no outcome"));
    }

    /// As [PaymentProcessor#outgoingStatus]; never throws.
    public PaymentOutcome outgoingStatus(AttemptId attempt, @Nullable LookupId lookup) {
        return outcome(attempt, () -> timeout.answer(() -> processor.outgoingStatus(attempt, lookup)));
    }

    /// As [PaymentProcessor#abandon]; never throws.
    public PaymentOutcome abandon(AttemptId attempt) {
        return outcome(attempt, () -> timeout.answer(() -> processor.abandon(attempt)));
    }

    private <T> T asked(Supplier<T> question) {
        Transactions.requireNone();
        try {
            return timeout.answer(question);
        } catch (PaymentRefusedException refusal) {
            throw new CashuException(code(refusal.reason()), String.valueOf(refusal.getMessage()));
        } catch (RuntimeException failure) {
            log.warn(
                    "Processor {} ({}) has failed; the wallet is told to try again: {}",
                    name,
                    unit(),
                    failure.toString());
            throw new CashuException(
                    ErrorCode.UNAVAILABLE, "the payment processor for " + unit() + " is away: try again later");
        }
    }

    /// An exception tells nothing about what the node did before it was thrown.
    private PaymentOutcome outcome(AttemptId attempt, Supplier<PaymentOutcome> question) {
        Transactions.requireNone();
        try {
            return question.get();
        } catch (RuntimeException failure) {
            log.warn(
                    "Processor {} ({}) has failed on attempt {}, whose outcome is not known: {}",
                    name,
                    unit(),
                    attempt,
                    failure.toString());
            return new Unresolved();
        }
    }

    private static ErrorCode code(PaymentRefusedException.Reason reason) {
        return switch (reason) {
            case INVALID_REQUEST, EXPIRED -> ErrorCode.PAYMENT_REQUEST_INVALID;
            case UNSUPPORTED -> ErrorCode.UNSUPPORTED;
            case AMOUNTLESS -> ErrorCode.AMOUNTLESS_UNSUPPORTED;
            case AMOUNT_MISMATCH -> ErrorCode.AMOUNT_MISMATCH;
            case AMOUNT_OUT_OF_RANGE -> ErrorCode.AMOUNT_OUT_OF_RANGE;
            case ALREADY_PAID -> ErrorCode.INVOICE_PAID;
        };
    }
}
