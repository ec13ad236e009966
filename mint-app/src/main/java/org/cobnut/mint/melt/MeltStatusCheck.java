package org.cobnut.mint.melt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.cobnut.mint.payment.CheckThrottle;
import org.cobnut.mint.payment.Processors;
import org.cobnut.mint.payment.Route;
import org.cobnut.mint.payment.StatusQueries;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Continues melts that are under way: asks processors what became of payments, releases what was never sent, signs
/// change that is owed. Only the node that a payment was given to is asked.
@Component
class MeltStatusCheck {

    /// Wallets that poll must not starve the owner, so its own checks are counted in the saga.
    private static final CheckThrottle.Rows QUOTES = CheckThrottle.Rows.ofQuotes("melt_quote");

    private static final CheckThrottle.Rows MELTS =
            new CheckThrottle.Rows("saga_state", "operation_id", ", checks = checks + 1");

    private static final Logger log = LoggerFactory.getLogger(MeltStatusCheck.class);

    private final MeltSagas sagas;
    private final MeltQuotes quotes;
    private final Processors processors;
    private final MeltSettlement settlement;
    private final CheckThrottle throttle;
    private final StatusQueries statusQueries;
    private final MeltSettings settings;

    MeltStatusCheck(
            MeltSagas sagas,
            MeltQuotes quotes,
            Processors processors,
            MeltSettlement settlement,
            CheckThrottle throttle,
            StatusQueries statusQueries,
            MeltSettings settings) {
        this.sagas = sagas;
        this.quotes = quotes;
        this.processors = processors;
        this.settlement = settlement;
        this.throttle = throttle;
        this.statusQueries = statusQueries;
        this.settings = settings;
    }

    /// Asks processors because a wallet asks the mint. It only settles: what has failed is abandoned first, and
    /// released by its owner alone.
    ///
    /// @return whether one of the quotes may have changed
    boolean checkForWallet(List<MeltQuote> asked) {
        boolean mayHaveChanged = false;
        var questions = new ArrayList<Runnable>();
        for (var quote : asked) {
            if (quote instanceof MeltQuote.Pending(var terms)) {
                var saga = sagas.ofQuote(terms.id());
                mayHaveChanged |= saga.isEmpty(); // it has ended since the quote was read
                saga.filter(melt -> melt.state() == MeltSaga.State.ATTEMPTED && mayAsk(terms.id()))
                        .ifPresent(melt -> questions.add(() -> ask(melt, terms, false)));
            }
        }
        statusQueries.run(questions);
        return mayHaveChanged || !questions.isEmpty();
    }

    /// Continues a melt of this replica whose retry delay has passed. What its node has never heard of is abandoned,
    /// so that it can be released.
    ///
    /// @param isPaying whether a thread of this process is still waiting for the outcome of `pay`: then the payment
    ///     is not abandoned
    void checkAsOwner(MeltSaga saga, boolean isPaying) {
        var operation = List.of(saga.operation().toString());
        if (throttle.take(MELTS, operation, settings.pauseAfter(saga.checks())).isEmpty()) {
            return;
        }
        var terms = quotes.find(saga.quoteId()).orElseThrow().terms();
        switch (saga.state()) {
            case RESERVED -> settlement.releaseUnsent(saga, terms);
            case PAID -> settlement.finish(saga, terms);
            case ATTEMPTED -> ask(saga, terms, !isPaying);
        }
    }

    /// Asks the processor because an operator is about to decide: what its node knows is better. It may conclude
    /// the melt.
    void checkForOperator(MeltSaga saga, MeltTerms terms) {
        ask(saga, terms, true);
    }

    private void ask(MeltSaga saga, MeltTerms terms, boolean mayAbandon) {
        var route = route(saga, terms);
        if (route.isEmpty()) {
            log.warn("Melt {} stays pending: no processor speaks for its node {}", saga.operation(), saga.node());
            return;
        }
        var payment = new RoutedMelt(saga, terms, route.get());
        var outcome = route.get().outgoingStatus(saga.attempt(), saga.lookup());
        if (!payment.leadsToItsNode()) {
            return; // another node has come in its place meanwhile: which one has answered is not certain
        }
        settlement.applyReport(payment, outcome);
        var now = sagas.find(saga.operation());
        if (mayAbandon
                && now.filter(melt -> melt.state() == MeltSaga.State.ATTEMPTED).isPresent()) {
            settlement.conclude(payment, route.get().abandon(saga.attempt()));
        }
    }

    /// The route to the node that the attempt was given to, under whatever name it is configured now.
    private Optional<Route> route(MeltSaga saga, MeltTerms terms) {
        var node = saga.node();
        return node == null
                ? Optional.empty()
                : processors.of(node, terms.unit().name(), terms.method());
    }

    private boolean mayAsk(String quoteId) {
        var interval = settings.checkInterval();
        return throttle.isDue(QUOTES, quoteId, interval)
                && !throttle.take(QUOTES, List.of(quoteId), interval).isEmpty();
    }
}
