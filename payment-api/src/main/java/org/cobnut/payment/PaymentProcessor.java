package org.cobnut.payment;

import java.util.List;

import org.jspecify.annotations.Nullable;

/// A way to the world's money: a Lightning node, a chain wallet, an account. It knows no ecash.
///
/// All methods may be called from several threads at once. Before [#start] and while the node is away, methods
/// that need it throw [ProcessorUnavailableException], except that [#pay], [#outgoingStatus] and [#abandon] answer
/// with an outcome whatever happens: what they do not know is [PaymentOutcome.Unresolved].
public interface PaymentProcessor {

    /// What is offered; needs no node and never changes.
    PaymentSettings settings();

    /// The node behind this processor.
    ///
    /// @throws ProcessorUnavailableException when it was never reached
    NodeId node();

    /// Connects, or begins to, and returns soon; then events go to `listener`, the ones missed while down first.
    /// The caller supervises: when this throws, it calls again later.
    ///
    /// @throws ProcessorUnavailableException when the node cannot be reached now
    void start(PaymentListener listener);

    /// Disconnects. No event is delivered after it returns; a listener that is running is waited for.
    void stop();

    /// Makes something that others can pay.
    ///
    /// @throws PaymentRefusedException when the options are not offered
    IncomingRequest createIncomingRequest(IncomingOptions options);

    /// Says what paying would cost, and moves nothing.
    ///
    /// @throws PaymentRefusedException when it cannot be paid
    OutgoingQuote quoteOutgoing(OutgoingOptions options);

    /// Pays, and waits for the outcome within the processor's own bound.
    ///
    /// Money moves at most once under one attempt, however often, from wherever and after whatever crash this
    /// is called; a repeat answers what became of the first. An abandoned attempt is [PaymentOutcome.Failed] and
    /// moves nothing. What is spent stays within the quoted amount plus `maxFee`.
    PaymentOutcome pay(AttemptId attempt, OutgoingOptions options, Money maxFee);

    /// What became of an attempt. Silence, and an attempt never heard of, are [PaymentOutcome.Unresolved].
    ///
    /// @param lookup under which the node may know the payment, when the mint was told
    PaymentOutcome outgoingStatus(AttemptId attempt, @Nullable LookupId lookup);

    /// Sees to it that an attempt is never sent, even by a `pay` that is still on its way here or after a crash.
    ///
    /// [PaymentOutcome.Failed] is that promise. An attempt that has already been sent is not recalled: the
    /// answer is what became of it, after a `pay` that runs was waited for or forestalled. Where the promise
    /// cannot be given, the answer is [PaymentOutcome.Unresolved].
    PaymentOutcome abandon(AttemptId attempt);

    /// All that has arrived for a request, in any order; empty when nothing has or the request is not known.
    List<IncomingPayment> incomingPayments(LookupId lookup);

    /// Answers at once, without a call over the network.
    ProcessorHealth health();
}
