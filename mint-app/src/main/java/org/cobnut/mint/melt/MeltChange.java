package org.cobnut.mint.melt;

import java.util.List;

import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.mint.store.Transactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Signs the change of melts that are paid: at once, or later if the signatory is away just then.
@Component
class MeltChange {

    private static final Logger log = LoggerFactory.getLogger(MeltChange.class);

    private final MeltQuotes quotes;
    private final MeltSagas sagas;
    private final MeltReservations reservations;
    private final Change change;
    private final Transactions transactions;
    private final MeltEvents events;

    MeltChange(
            MeltQuotes quotes,
            MeltSagas sagas,
            MeltReservations reservations,
            Change change,
            Transactions transactions,
            MeltEvents events) {
        this.quotes = quotes;
        this.sagas = sagas;
        this.reservations = reservations;
        this.change = change;
        this.transactions = transactions;
        this.events = events;
    }

    /// The change, or that it is owed: evidence that a payment has arrived waits for no signatory.
    ChangeOutcome signOrOwe(MeltSaga saga, MeltTerms terms, MeltReservation melt, Evidence evidence) {
        try {
            return sign(terms, melt, evidence);
        } catch (RuntimeException error) {
            log.warn(
                    "Melt {} is paid, but its change could not be signed; it is signed when the signatory answers: {}",
                    saga.operation(),
                    error.toString());
            return new ChangeOutcome.Owed();
        }
    }

    /// Signs change that is owed, which ends the melt.
    ///
    /// @throws CashuException with UNAVAILABLE if it still cannot be signed
    void signOwed(MeltSaga saga, MeltTerms terms, Evidence evidence) {
        reservations.find(saga).ifPresent(melt -> end(saga, terms, melt, sign(terms, melt, evidence), evidence));
    }

    /// Ends a melt whose owed change the signatory refuses to sign for good: what it does not sign stays with
    /// the mint.
    ///
    /// @throws CashuException with UNAVAILABLE if the signatory is merely away
    void signOwedOrForgo(MeltSaga saga, MeltTerms terms, Evidence evidence) {
        reservations
                .find(saga)
                .ifPresent(melt -> end(saga, terms, melt, signOrForgo(saga, terms, melt, evidence), evidence));
    }

    private ChangeOutcome.Signed signOrForgo(MeltSaga saga, MeltTerms terms, MeltReservation melt, Evidence evidence) {
        try {
            return sign(terms, melt, evidence);
        } catch (CashuException refusal) {
            if (refusal.code() == ErrorCode.UNAVAILABLE) {
                throw refusal;
            }
            log.warn("The change of melt {} is never signed: {}", saga.operation(), refusal.toString());
            return new ChangeOutcome.Signed(List.of());
        }
    }

    private ChangeOutcome.Signed sign(MeltTerms terms, MeltReservation melt, Evidence evidence) {
        return new ChangeOutcome.Signed(change.sign(melt.blanks(), melt.inputs(), melt.fee(), evidence.charged(terms)));
    }

    /// PAID → deleted, in lock order: quote, saga, signatures, sums.
    private void end(
            MeltSaga saga, MeltTerms terms, MeltReservation melt, ChangeOutcome.Signed signed, Evidence evidence) {
        transactions.run(() -> {
            quotes.lock(terms.id());
            if (sagas.endPaid(saga.operation())) {
                reservations.complete(melt, signed, evidence.payment(terms));
                events.tellOfChange(terms.id());
            }
        });
    }
}
