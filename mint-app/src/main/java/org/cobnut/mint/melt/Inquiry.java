package org.cobnut.mint.melt;

import java.time.Clock;
import java.util.Optional;

import org.cobnut.mint.ledger.Saga;
import org.cobnut.mint.ledger.Sagas;
import org.cobnut.mint.payment.Processors;
import org.cobnut.mint.payment.Route;
import org.cobnut.mint.store.Transactions;
import org.cobnut.payment.AttemptId;
import org.cobnut.payment.LookupId;
import org.cobnut.payment.NodeId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Asks processors what became of payments that are under way. Only the node that a payment was given to is
/// asked.
@Component
class Inquiry {

    private static final Logger log = LoggerFactory.getLogger(Inquiry.class);

    private final Sagas sagas;
    private final MeltQuotes quotes;
    private final Processors processors;
    private final Conclusion conclusion;
    private final Transactions transactions;
    private final MeltSettings settings;
    private final Clock clock;

    Inquiry(
            Sagas sagas,
            MeltQuotes quotes,
            Processors processors,
            Conclusion conclusion,
            Transactions transactions,
            MeltSettings settings,
            Clock clock) {
        this.sagas = sagas;
        this.quotes = quotes;
        this.processors = processors;
        this.conclusion = conclusion;
        this.transactions = transactions;
        this.settings = settings;
        this.clock = clock;
    }

    /// Because a wallet wants to know. It only settles: what has failed is abandoned first, and released by
    /// its owner alone.
    ///
    /// @return whether the quote may have changed
    boolean ofWallet(MeltQuote quote) {
        if (!(quote instanceof MeltQuote.Pending)) {
            return false;
        }
        var saga = sagas.ofQuote(quote.terms().id());
        if (saga.isEmpty()) {
            return true; // it has ended since the quote was read
        }
        if (saga.get().state() == Saga.State.ATTEMPTED && takesTurn(quote)) {
            ask(saga.get(), quote.terms(), false);
            return true;
        }
        return false;
    }

    /// Because it is this replica's and nobody works at it. What its node has never heard of is abandoned,
    /// so that it can be released.
    void ofOwner(Saga saga) {
        var terms = quotes.find(saga.quoteId()).orElseThrow().terms();
        switch (saga.state()) {
            case RESERVED -> conclusion.releaseUnsent(saga, terms);
            case PAID -> conclusion.finish(saga, terms);
            case ATTEMPTED -> {
                if (isDue(saga)) {
                    ask(saga, terms, true);
                }
            }
        }
    }

    private void ask(Saga saga, MeltTerms terms, boolean mayAbandon) {
        var route = route(saga, terms);
        if (route.isEmpty()) {
            log.warn("melt {} waits for node {}, which no processor speaks for", saga.operation(), saga.node());
            return;
        }
        var attempt = AttemptId.parse(saga.attempt());
        var payment = new Outgoing(saga, terms, route.get());
        var outcome = route.get().outgoingStatus(attempt, lookup(saga));
        conclusion.conclude(payment, outcome, Conclusion.Source.HEARSAY);
        if (mayAbandon && sagas.find(saga.operation()).isPresent()) {
            conclusion.conclude(payment, route.get().abandon(attempt), Conclusion.Source.PROMISE);
        }
    }

    /// The route to the node that the attempt was given to, under whatever name it is configured now.
    Optional<Route> route(Saga saga, MeltTerms terms) {
        return saga.node() == null
                ? Optional.empty()
                : processors.of(new NodeId(saga.node()), terms.unit().name(), terms.method());
    }

    private boolean takesTurn(MeltQuote quote) {
        var id = quote.terms().id();
        var interval = settings.checkInterval();
        return quotes.isTurn(id, interval) && transactions.write(() -> quotes.takeTurn(id, interval));
    }

    private boolean isDue(Saga saga) {
        var pause = settings.pauseAfter(saga.checks());
        return !saga.lastChecked().plus(pause).isAfter(clock.instant())
                && transactions.write(() -> sagas.mayCheck(saga.operation(), pause));
    }

    private static @Nullable LookupId lookup(Saga saga) {
        return saga.lookupId() == null || saga.lookupIdKind() == null
                ? null
                : new LookupId(LookupId.Kind.parse(saga.lookupIdKind()), saga.lookupId());
    }
}
