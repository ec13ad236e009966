package org.cobnut.mint.melt;

import java.util.UUID;

import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.mint.ledger.OperationId;
import org.cobnut.mint.payment.Route;
import org.cobnut.mint.store.Transactions;
import org.cobnut.payment.AttemptId;
import org.cobnut.payment.NodeId;
import org.springframework.stereotype.Component;

/// The two transactions that come before a payment through a processor: what they write decides what a crash leaves.
@Component
class PaymentPreparation {

    private final MeltGuard guard;
    private final MeltQuotes quotes;
    private final MeltSagas sagas;
    private final MeltAttempts attempts;
    private final MeltReservations reservations;
    private final Transactions transactions;

    PaymentPreparation(
            MeltGuard guard,
            MeltQuotes quotes,
            MeltSagas sagas,
            MeltAttempts attempts,
            MeltReservations reservations,
            Transactions transactions) {
        this.guard = guard;
        this.quotes = quotes;
        this.sagas = sagas;
        this.attempts = attempts;
        this.reservations = reservations;
        this.transactions = transactions;
    }

    /// Quote → PENDING, saga RESERVED, proofs PENDING, blank outputs, sums.
    ///
    /// @param node the attempt is its from now on
    /// @throws CashuException as [MeltGuard#write] and [MeltReservations#reserve]
    RoutedMelt reserve(AcceptedMelt melt, OperationId operation, NodeId node, Route route) {
        var terms = melt.terms();
        var attempt = new AttemptId(UUID.randomUUID());
        var saga = guard.write(terms, () -> {
            if (!quotes.begin(melt.quote().pending())) {
                throw guard.refusal(terms);
            }
            var begun = sagas.begin(operation, terms.id(), attempt, node);
            attempts.add(attempt, terms.id(), node);
            reservations.reserve(begun, melt);
            return begun;
        });
        return new RoutedMelt(saga, terms, route);
    }

    /// Saga → ATTEMPTED. From here on the payment may be on its way, whatever happens to this process.
    ///
    /// @throws CashuException with UNAVAILABLE if the row is not this replica's any more, or an earlier payment for
    ///     the quote has arrived since; then nothing is sent
    RoutedMelt attempt(RoutedMelt payment) {
        boolean isOurs = transactions.write(() -> mayBeSent(payment) && sagas.markAttempted(payment.saga()));
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

    private static boolean isAttemptOf(MeltSaga own, MeltSaga stored) {
        return stored.state() == MeltSaga.State.ATTEMPTED
                && stored.epoch() == own.epoch()
                && stored.attempt().equals(own.attempt());
    }
}
