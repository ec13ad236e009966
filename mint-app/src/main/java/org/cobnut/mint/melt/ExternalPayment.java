package org.cobnut.mint.melt;

import java.time.Duration;

import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.mint.ledger.Ledger;
import org.cobnut.mint.payment.Processors;
import org.cobnut.mint.payment.Route;
import org.cobnut.payment.NodeId;
import org.cobnut.payment.PaymentOutcome;
import org.cobnut.payment.ProcessorHealth;
import org.springframework.stereotype.Component;

/// Pays through a processor, in steps that a crash may come between: each is a transaction of its own, and the
/// payment is outside of all.
@Component
class ExternalPayment {

    private final Processors processors;
    private final StoppedNodes stoppedNodes;
    private final Ledger ledger;
    private final PaymentPreparation preparation;
    private final MeltTasks tasks;
    private final MeltSettlement settlement;
    private final MeltResults results;

    ExternalPayment(
            Processors processors,
            StoppedNodes stoppedNodes,
            Ledger ledger,
            PaymentPreparation preparation,
            MeltTasks tasks,
            MeltSettlement settlement,
            MeltResults results) {
        this.processors = processors;
        this.stoppedNodes = stoppedNodes;
        this.ledger = ledger;
        this.preparation = preparation;
        this.tasks = tasks;
        this.settlement = settlement;
        this.results = results;
    }

    /// Pays and, unless the answer is wanted at once, waits until the melt is over: for the processor's answer
    /// and, if that settles nothing, for an event or a later check; but no longer than
    /// [MeltSettings#answerWithin].
    ///
    /// @throws CashuException with PAYMENT_FAILED if that is the outcome, or as [PaymentPreparation#reserve]
    MeltQuote pay(AcceptedMelt melt, boolean isAsync) {
        var terms = melt.terms();
        var route = processors.forMelting(terms.unit().name(), terms.method());
        var node = requireReady(route);
        var _ = terms.options(); // what cannot be paid is refused here, not when the payment is to be sent
        var operation = ledger.newOperation();
        long begun = System.nanoTime();
        try (var place = tasks.takePlace(operation)) {
            var payment = preparation.attempt(preparation.reserve(melt, operation, node, route));
            place.start(() -> send(payment));
            if (isAsync) {
                return melt.quote().pending();
            }
            var outcome = place.await();
            return results.await(operation, terms, outcome, Duration.ofNanos(System.nanoTime() - begun));
        }
    }

    private NodeId requireReady(Route route) {
        if (route.processor().health() instanceof ProcessorHealth.Down) {
            throw new CashuException(
                    ErrorCode.UNAVAILABLE, "the payment processor for " + route.unit() + " is away: try again later");
        }
        var node = route.node();
        if (stoppedNodes.isStopped(node)) {
            throw new CashuException(ErrorCode.MELTING_DISABLED, "payments are stopped until the operator has looked");
        }
        return node;
    }

    /// Another node than the attempt was reserved for is not asked to pay.
    PaymentOutcome send(RoutedMelt payment) {
        var terms = payment.terms();
        var outcome = payment.leadsToItsNode()
                ? payment.route().pay(payment.attempt(), terms.options(), terms.maxFee())
                : new PaymentOutcome.Unresolved();
        settlement.conclude(payment, outcome);
        return outcome;
    }
}
