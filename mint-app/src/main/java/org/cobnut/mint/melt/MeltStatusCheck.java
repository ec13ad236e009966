package org.cobnut.mint.melt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.cobnut.mint.ledger.Saga;
import org.cobnut.mint.ledger.Sagas;
import org.cobnut.mint.payment.Processors;
import org.cobnut.mint.payment.Route;
import org.cobnut.mint.payment.StatusQueries;
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
class MeltStatusCheck {

    private static final Logger log = LoggerFactory.getLogger(MeltStatusCheck.class);

    private final Sagas sagas;
    private final MeltQuotes quotes;
    private final Processors processors;
    private final MeltSettlement settlement;
    private final Transactions transactions;
    private final StatusQueries statusQueries;
    private final MeltSettings settings;

    MeltStatusCheck(
            Sagas sagas,
            MeltQuotes quotes,
            Processors processors,
            MeltSettlement settlement,
            Transactions transactions,
            StatusQueries statusQueries,
            MeltSettings settings) {
        this.sagas = sagas;
        this.quotes = quotes;
        this.processors = processors;
        this.settlement = settlement;
        this.transactions = transactions;
        this.statusQueries = statusQueries;
        this.settings = settings;
    }

    /// Because a wallet wants to know. It only settles: what has failed is abandoned first, and released by
    /// its owner alone.
    ///
    /// @return whether one of the quotes may have changed
    boolean ofWallet(List<MeltQuote> asked) {
        boolean mayHaveChanged = false;
        var questions = new ArrayList<Runnable>();
        for (var quote : asked) {
            if (quote instanceof MeltQuote.Pending(var terms)) {
                var saga = sagas.ofQuote(terms.id());
                mayHaveChanged |= saga.isEmpty(); // it has ended since the quote was read
                saga.filter(melt -> melt.state() == Saga.State.ATTEMPTED && takesTurn(terms.id()))
                        .ifPresent(melt -> questions.add(() -> ask(melt, terms, false)));
            }
        }
        statusQueries.run(questions);
        return mayHaveChanged || !questions.isEmpty();
    }

    /// Because it is this replica's and nobody works at it, if it is its turn. What its node has never heard of
    /// is abandoned, so that it can be released.
    ///
    /// @param isPaying whether a thread of this process is still waiting for the outcome of `pay`: then the payment
    ///     is not abandoned
    void ofOwner(Saga saga, boolean isPaying) {
        if (!transactions.write(() -> sagas.mayCheck(saga.operation(), settings.pauseAfter(saga.checks())))) {
            return;
        }
        var terms = quotes.find(saga.quoteId()).orElseThrow().terms();
        switch (saga.state()) {
            case RESERVED -> settlement.releaseUnsent(saga, terms);
            case PAID -> settlement.finish(saga, terms);
            case ATTEMPTED -> ask(saga, terms, !isPaying);
        }
    }

    /// Because an operator is about to decide: what its node knows is better. It may conclude the melt.
    void ofOperator(Saga saga, MeltTerms terms) {
        ask(saga, terms, true);
    }

    private void ask(Saga saga, MeltTerms terms, boolean mayAbandon) {
        var route = route(saga, terms);
        if (route.isEmpty()) {
            log.warn("melt {} waits for node {}, which no processor speaks for", saga.operation(), saga.node());
            return;
        }
        var attempt = AttemptId.parse(saga.attempt());
        var payment = new RoutedMelt(saga, terms, route.get());
        var outcome = route.get().outgoingStatus(attempt, lookup(saga));
        if (!route.get().speaksFor(new NodeId(String.valueOf(saga.node())))) {
            return; // another node has come in its place meanwhile: who has answered is not certain
        }
        settlement.conclude(payment, outcome, MeltSettlement.Source.HEARSAY);
        var now = sagas.find(saga.operation());
        if (mayAbandon
                && now.filter(melt -> melt.state() == Saga.State.ATTEMPTED).isPresent()) {
            settlement.conclude(payment, route.get().abandon(attempt), MeltSettlement.Source.PROMISE);
        }
    }

    /// The route to the node that the attempt was given to, under whatever name it is configured now.
    Optional<Route> route(Saga saga, MeltTerms terms) {
        return saga.node() == null
                ? Optional.empty()
                : processors.of(new NodeId(saga.node()), terms.unit().name(), terms.method());
    }

    private boolean takesTurn(String id) {
        var interval = settings.checkInterval();
        return quotes.isTurn(id, interval) && transactions.write(() -> quotes.takeTurn(id, interval));
    }

    private static @Nullable LookupId lookup(Saga saga) {
        return saga.lookupId() == null || saga.lookupIdKind() == null
                ? null
                : new LookupId(LookupId.Kind.parse(saga.lookupIdKind()), saga.lookupId());
    }
}
