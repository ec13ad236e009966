package org.cobnut.mint.melt;

import java.util.Optional;
import java.util.UUID;

import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.cashu.ProofState;
import org.cobnut.mint.ledger.Ledger;
import org.cobnut.mint.ledger.OperationId;
import org.cobnut.mint.ledger.ProofsChanged;
import org.cobnut.mint.ledger.Reservations;
import org.cobnut.mint.ledger.Saga;
import org.cobnut.mint.ledger.Sagas;
import org.cobnut.mint.payment.Processors;
import org.cobnut.mint.payment.Route;
import org.cobnut.mint.store.Transactions;
import org.cobnut.payment.AttemptId;
import org.cobnut.payment.NodeId;
import org.cobnut.payment.PaymentOutcome;
import org.cobnut.payment.ProcessorHealth;
import org.springframework.stereotype.Component;

/// Pays through a processor, in steps that a crash may come between: each is a transaction of its own, and
/// the payment is outside of all.
@Component
class ExternalPayment {

    private final Processors processors;
    private final StoppedNodes stoppedNodes;
    private final MeltGuard guard;
    private final MeltQuotes quotes;
    private final MeltAttempts attempts;
    private final Sagas sagas;
    private final Reservations reservations;
    private final Ledger ledger;
    private final Transactions transactions;
    private final MeltSettlement settlement;
    private final MeltTasks tasks;
    private final MeltWaiters waiters;
    private final MeltEvents events;
    private final MeltSettings settings;

    ExternalPayment(
            Processors processors,
            StoppedNodes stoppedNodes,
            MeltGuard guard,
            MeltQuotes quotes,
            MeltAttempts attempts,
            Sagas sagas,
            Reservations reservations,
            Ledger ledger,
            Transactions transactions,
            MeltSettlement settlement,
            MeltTasks tasks,
            MeltWaiters waiters,
            MeltEvents events,
            MeltSettings settings) {
        this.processors = processors;
        this.stoppedNodes = stoppedNodes;
        this.guard = guard;
        this.quotes = quotes;
        this.attempts = attempts;
        this.sagas = sagas;
        this.reservations = reservations;
        this.ledger = ledger;
        this.transactions = transactions;
        this.settlement = settlement;
        this.tasks = tasks;
        this.waiters = waiters;
        this.events = events;
        this.settings = settings;
    }

    /// Pays and, unless the answer is wanted at once, waits until the melt is over: for the processor's answer
    /// and, if that settles nothing, for an event or a later look; but not for ever.
    ///
    /// @throws CashuException with PAYMENT_FAILED if that is the outcome, or as [MeltGuard#write]
    MeltQuote pay(Melt.AcceptedMelt melt, boolean isAsync) {
        var terms = melt.terms();
        var route = processors.forMelting(terms.unit().name(), terms.method());
        var node = requireReady(route);
        var _ = terms.options(); // what cannot be paid is refused here, not when the payment is to be sent
        var operation = ledger.newOperation();
        long begun = System.nanoTime();
        var outcome = tasks.run(operation, !isAsync, () -> {
            var payment = attempt(reserve(melt, operation, node, route));
            return () -> send(payment);
        });
        if (isAsync) {
            return melt.quote().pending();
        }
        var patience = settings.answerWithin().minusNanos(System.nanoTime() - begun);
        waiters.await(terms.id(), patience, () -> sagas.find(operation).isEmpty());
        return answer(operation, terms, outcome);
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

    /// Quote → PENDING, saga RESERVED, proofs PENDING, blank outputs, sums.
    RoutedMelt reserve(Melt.AcceptedMelt melt, OperationId operation, NodeId node, Route route) {
        var terms = melt.terms();
        var attempt = new AttemptId(UUID.randomUUID());
        var saga = guard.write(terms, () -> {
            if (!quotes.begin(melt.quote().pending())) {
                throw guard.refusal(terms);
            }
            var begun = sagas.begin(operation, terms.id(), attempt.toString(), node.value());
            attempts.add(attempt, terms.id(), node);
            reservations.reserve(
                    operation, terms.id(), melt.inputs(), melt.blanks().messages());
            return begun;
        });
        events.publish(ProofsChanged.of(melt.inputs(), ProofState.PENDING));
        events.publish(new MeltQuoteChanged(terms.id()));
        return new RoutedMelt(saga, terms, route);
    }

    /// Saga → ATTEMPTED. From here on the payment may be on its way, whatever happens to this process.
    ///
    /// @throws CashuException with UNAVAILABLE if the row is not this replica's any more, or an earlier payment for
    ///     the quote has arrived since; then nothing is sent
    RoutedMelt attempt(RoutedMelt payment) {
        boolean isOurs = transactions.write(() -> mayBeSent(payment) && sagas.attempt(payment.saga()));
        var stored = sagas.find(payment.saga().operation());
        if (!isOurs || stored.filter(saga -> isAttemptOf(payment.saga(), saga)).isEmpty()) {
            throw new CashuException(ErrorCode.UNAVAILABLE, "another replica has taken this melt over");
        }
        return new RoutedMelt(stored.get(), payment.terms(), payment.route());
    }

    /// Late evidence is written under the quote's lock, so none can come between this look and the saga's step.
    private boolean mayBeSent(RoutedMelt payment) {
        quotes.lock(payment.terms().id());
        return attempts.otherPaid(payment.terms().id(), payment.attempt()).isEmpty();
    }

    private static boolean isAttemptOf(Saga own, Saga stored) {
        return stored.state() == Saga.State.ATTEMPTED
                && stored.epoch() == own.epoch()
                && stored.attempt().equals(own.attempt());
    }

    /// The word of another node than the attempt was reserved for counts for nothing, so that is not asked to pay.
    PaymentOutcome send(RoutedMelt payment) {
        var terms = payment.terms();
        var outcome = isNodeOf(payment)
                ? payment.route().pay(payment.attempt(), terms.options(), terms.maxFee())
                : new PaymentOutcome.Unresolved();
        settlement.conclude(payment, outcome, MeltSettlement.Source.PROMISE);
        return outcome;
    }

    private static boolean isNodeOf(RoutedMelt payment) {
        var node = payment.saga().node();
        return node != null && payment.route().speaksFor(new NodeId(node));
    }

    /// What the database says counts: others may have concluded the payment meanwhile, or begun another one for
    /// the same quote.
    private MeltQuote answer(OperationId operation, MeltTerms terms, Optional<PaymentOutcome> outcome) {
        var isUnderWay = sagas.find(operation).isPresent();
        var quote = quotes.find(terms.id()).orElseThrow();
        if (isUnderWay || reservations.isSpent(operation, terms.id())) {
            return quote;
        }
        throw new CashuException(
                ErrorCode.PAYMENT_FAILED,
                outcome.map(known -> known instanceof PaymentOutcome.Failed failed ? failed.reason() : null)
                        .orElse("the payment failed"));
    }
}
