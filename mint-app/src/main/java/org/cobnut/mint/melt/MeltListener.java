package org.cobnut.mint.melt;

import org.cobnut.mint.payment.OutgoingPayments;
import org.cobnut.mint.payment.Processors;
import org.cobnut.mint.payment.Route;
import org.cobnut.payment.AttemptId;
import org.cobnut.payment.NodeId;
import org.cobnut.payment.PaymentOutcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Takes what nodes tell of payments without being asked. It counts for the attempt that they name, whatever
/// has been tried since: an earlier attempt's failure says nothing about a later one.
@Component
class MeltListener implements OutgoingPayments {

    private static final Logger log = LoggerFactory.getLogger(MeltListener.class);

    private final MeltAttempts attempts;
    private final MeltQuotes quotes;
    private final MeltSagas sagas;
    private final Processors processors;
    private final MeltSettlement settlement;
    private final MeltTasks tasks;

    MeltListener(
            MeltAttempts attempts,
            MeltQuotes quotes,
            MeltSagas sagas,
            Processors processors,
            MeltSettlement settlement,
            MeltTasks tasks) {
        this.attempts = attempts;
        this.quotes = quotes;
        this.sagas = sagas;
        this.processors = processors;
        this.settlement = settlement;
        this.tasks = tasks;
    }

    @Override
    public void report(NodeId node, AttemptId id, PaymentOutcome outcome) {
        var attempt = attempts.find(id);
        if (attempt.isEmpty() || !attempt.get().node().equals(node)) {
            log.warn("A node tells of attempt {}, which it was not given: ignored", id);
            return;
        }
        var terms = quotes.find(attempt.get().quoteId()).orElseThrow().terms();
        processors
                .of(node, terms.unit().name(), terms.method())
                .ifPresent(route -> findMelt(route, id, terms, outcome));
    }

    private void findMelt(Route route, AttemptId id, MeltTerms terms, PaymentOutcome outcome) {
        var saga = sagas.ofQuote(terms.id()).filter(melt -> melt.attempt().equals(id));
        if (saga.isPresent()) {
            apply(new RoutedMelt(saga.get(), terms, route), outcome);
        } else if (outcome instanceof PaymentOutcome.Paid paid) {
            Evidence.of(paid, terms, route.settings())
                    .ifPresent(evidence -> settlement.settleLate(id, terms, evidence));
        }
    }

    /// A failure leads to `abandon`, which may have to wait for a `pay` that waits for this very thread: it is
    /// checked in another one, unless a thread is paying, which will see the failure itself.
    private void apply(RoutedMelt payment, PaymentOutcome outcome) {
        var operation = payment.saga().operation();
        if (!(outcome instanceof PaymentOutcome.Failed)) {
            settlement.applyReport(payment, outcome);
        } else if (!tasks.isPaying(operation)) {
            tasks.check(operation, () -> settlement.applyReport(payment, outcome));
        }
    }
}
