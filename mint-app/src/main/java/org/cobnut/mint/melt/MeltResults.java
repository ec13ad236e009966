package org.cobnut.mint.melt;

import java.time.Duration;
import java.util.Optional;

import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.mint.ledger.OperationId;
import org.cobnut.mint.ledger.Reservation;
import org.cobnut.mint.ledger.Reservations;
import org.cobnut.payment.PaymentOutcome;
import org.springframework.stereotype.Component;

/// What a request for a melt learns about it in the end.
@Component
class MeltResults {

    private final MeltSagas sagas;
    private final MeltQuotes quotes;
    private final Reservations reservations;
    private final MeltWaiters waiters;
    private final MeltSettings settings;

    MeltResults(
            MeltSagas sagas, MeltQuotes quotes, Reservations reservations, MeltWaiters waiters, MeltSettings settings) {
        this.sagas = sagas;
        this.quotes = quotes;
        this.reservations = reservations;
        this.waiters = waiters;
        this.settings = settings;
    }

    /// Waits until the melt is over, or for what is left of [MeltSettings#answerWithin]. What the database says then
    /// counts: others may have concluded the payment meanwhile, or begun another one for the same quote.
    ///
    /// @param outcome what `pay` has answered, if it has
    /// @param passed how much of the time is over
    /// @return the quote, which is pending if the melt is not over
    /// @throws CashuException with PAYMENT_FAILED if the melt was released
    MeltQuote await(OperationId operation, MeltTerms terms, Optional<PaymentOutcome> outcome, Duration passed) {
        waiters.await(
                terms.id(),
                settings.answerWithin().minus(passed),
                () -> sagas.find(operation).isEmpty());
        var isUnderWay = sagas.find(operation).isPresent();
        var quote = quotes.find(terms.id()).orElseThrow();
        if (isUnderWay || reservations.isSpent(Reservation.ofMelt(operation, terms.id()))) {
            return quote;
        }
        throw new CashuException(
                ErrorCode.PAYMENT_FAILED,
                outcome.map(known -> known instanceof PaymentOutcome.Failed failed ? failed.reason() : null)
                        .orElse("the payment failed"));
    }
}
