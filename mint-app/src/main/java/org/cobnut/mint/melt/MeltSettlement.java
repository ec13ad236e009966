package org.cobnut.mint.melt;

import java.util.Optional;
import java.util.function.Function;

import org.cobnut.mint.store.Transactions;
import org.cobnut.payment.AttemptId;
import org.cobnut.payment.PaymentOutcome;
import org.springframework.stereotype.Component;

/// Settles or releases what a melt has reserved. The request itself, events, polls and recovery all end here.
///
/// Evidence that a payment has arrived may be written on every replica. What a melt has reserved is released by its
/// owner alone (the fence of [MeltSagas#endReleased]), and only if the payment cannot arrive any more.
@Component
class MeltSettlement {

    private final MeltQuotes quotes;
    private final MeltAttempts attempts;
    private final MeltSagas sagas;
    private final MeltReservations reservations;
    private final MeltChange change;
    private final Transactions transactions;
    private final LateEvidence lateEvidence;
    private final MeltEvents events;

    MeltSettlement(
            MeltQuotes quotes,
            MeltAttempts attempts,
            MeltSagas sagas,
            MeltReservations reservations,
            MeltChange change,
            Transactions transactions,
            LateEvidence lateEvidence,
            MeltEvents events) {
        this.quotes = quotes;
        this.attempts = attempts;
        this.sagas = sagas;
        this.reservations = reservations;
        this.change = change;
        this.transactions = transactions;
        this.lateEvidence = lateEvidence;
        this.events = events;
    }

    /// The payment that settles a melt.
    private sealed interface SettledBy {

        Evidence evidence();

        /// The payment of the melt's own attempt.
        record OwnAttempt(Evidence evidence) implements SettledBy {}

        /// An earlier payment for the same quote. The melt's own was never sent, or has failed.
        record EarlierAttempt(Evidence evidence) implements SettledBy {}
    }

    /// Concludes a melt by what `pay` or `abandon` of this very attempt has answered: a failure is final.
    void conclude(RoutedMelt payment, PaymentOutcome outcome) {
        switch (outcome) {
            case PaymentOutcome.Paid paid -> acceptPaid(payment, paid);
            case PaymentOutcome.Failed failed ->
                release(
                        payment.saga(),
                        payment.terms(),
                        failed.isFinal() ? MeltQuote.Pending::failed : MeltQuote.Pending::released);
            case PaymentOutcome.Unresolved unresolved -> storeLookup(payment.saga(), unresolved);
        }
    }

    /// Applies what a status or an event says: a failure is only a reason to abandon the attempt.
    void applyReport(RoutedMelt payment, PaymentOutcome report) {
        boolean isFailure = report instanceof PaymentOutcome.Failed;
        conclude(payment, isFailure ? payment.route().abandon(payment.attempt()) : report);
    }

    /// Releases a melt whose payment nobody was told to make.
    void releaseUnsent(MeltSaga saga, MeltTerms terms) {
        release(saga, terms, MeltQuote.Pending::released);
    }

    /// Releases a melt whose payment an operator knows to have failed for good.
    void releaseFailed(MeltSaga saga, MeltTerms terms) {
        release(saga, terms, MeltQuote.Pending::failed);
    }

    /// Settles a melt by evidence of its own payment. Where it is over, the payment has come late.
    void settle(MeltSaga saga, MeltTerms terms, Evidence evidence) {
        if (!trySettle(saga, terms, new SettledBy.OwnAttempt(evidence))) {
            settleLate(saga.attempt(), terms, evidence);
        }
    }

    /// A payment has arrived whose melt is over, or that no melt is known to wait for.
    void settleLate(AttemptId attempt, MeltTerms terms, Evidence evidence) {
        if (lateEvidence.book(attempt, terms, evidence)) {
            sagas.ofQuote(terms.id())
                    .filter(later -> later.state() == MeltSaga.State.RESERVED)
                    .ifPresent(later -> trySettle(later, terms, new SettledBy.EarlierAttempt(evidence)));
        }
    }

    /// Signs the change of a payment that has arrived, which could not be signed when that became known.
    ///
    /// @throws org.cobnut.cashu.CashuException with UNAVAILABLE if it still cannot be signed
    void finish(MeltSaga saga, MeltTerms terms) {
        switch (quotes.find(terms.id()).orElseThrow()) {
            case MeltQuote.Paid paid -> change.signOwed(saga, terms, paid.evidence());
            case MeltQuote.Pending _ -> // written by the previous release
                attempts.find(saga.attempt())
                        .map(MeltAttempts.Attempt::evidence)
                        .ifPresent(evidence -> settle(saga, terms, evidence));
            case MeltQuote.Payable _ -> events.alert("melt {} is paid, and its quote is not", saga.operation());
        }
    }

    /// Ends a melt that is paid and whose change the signatory refuses to sign for good: what it does not sign stays
    /// with the mint.
    ///
    /// @throws org.cobnut.cashu.CashuException with UNAVAILABLE if the signatory is merely away
    void finishWithoutRefusedChange(MeltSaga saga, MeltTerms terms) {
        if (quotes.find(terms.id()).orElseThrow() instanceof MeltQuote.Paid paid) {
            change.signOwedOrForgo(saga, terms, paid.evidence());
        }
    }

    private void acceptPaid(RoutedMelt payment, PaymentOutcome.Paid paid) {
        Evidence.of(paid, payment.terms(), payment.route().settings())
                .ifPresentOrElse(
                        evidence -> settle(payment.saga(), payment.terms(), evidence),
                        () -> events.alert(
                                "processor {} says that attempt {} is paid, but not with the right proof or unit: it stays pending",
                                payment.route().name(),
                                payment.attempt()));
    }

    private void storeLookup(MeltSaga saga, PaymentOutcome.Unresolved unresolved) {
        var lookup = unresolved.lookup();
        if (lookup != null && !lookup.equals(saga.lookup())) {
            transactions.run(() -> sagas.storeLookup(saga, lookup));
        }
    }

    /// @return whether the melt is settled now
    private boolean trySettle(MeltSaga saga, MeltTerms terms, SettledBy payment) {
        var melt = reservations.find(saga);
        if (melt.isEmpty()) {
            return false;
        }
        var signed = change.signOrOwe(saga, terms, melt.get(), payment.evidence());
        return transactions.write(() -> writePaid(saga, melt.get(), payment, signed));
    }

    /// PENDING → PAID, in lock order: quote, saga, proofs, signatures, sums. Without the change this is the step
    /// `paid`, and the saga stays for the step `done`; with it both are one.
    private boolean writePaid(MeltSaga saga, MeltReservation melt, SettledBy payment, ChangeOutcome signed) {
        if (!(quotes.lock(saga.quoteId()) instanceof MeltQuote.Pending pending) || !advance(saga, payment, signed)) {
            return false;
        }
        var terms = pending.terms();
        var evidence = payment.evidence();
        if (!quotes.settle(pending.paid(evidence), alertOfLoss(saga, terms, payment))) {
            throw new IllegalStateException("a locked quote has changed");
        }
        switch (payment) {
            case SettledBy.OwnAttempt _ -> attempts.markPaid(saga.attempt(), evidence);
            case SettledBy.EarlierAttempt _ -> attempts.markFailed(saga.attempt());
        }
        reservations.settle(melt, signed, evidence.payment(terms));
        return true;
    }

    /// Ends the saga, or notes in it that only the change is missing.
    ///
    /// @return whether the melt was still under way, and its own payment not sent if an earlier one settles it
    private boolean advance(MeltSaga saga, SettledBy payment, ChangeOutcome signed) {
        var operation = saga.operation();
        boolean mustBeUnsent = payment instanceof SettledBy.EarlierAttempt && saga.state() == MeltSaga.State.RESERVED;
        return switch (signed) {
            case ChangeOutcome.Signed _ ->
                mustBeUnsent ? sagas.endSettledUnsent(operation) : sagas.endSettled(operation);
            case ChangeOutcome.Owed _ ->
                mustBeUnsent
                        ? sagas.markPaidUnsent(operation, payment.evidence())
                        : sagas.markPaid(operation, payment.evidence());
        };
    }

    /// @return whether more was paid than the wallet has paid for
    private boolean alertOfLoss(MeltSaga saga, MeltTerms terms, SettledBy payment) {
        var evidence = payment.evidence();
        boolean isPaidTwice = payment instanceof SettledBy.OwnAttempt
                && attempts.otherPaid(saga.quoteId(), saga.attempt()).isPresent();
        if (isPaidTwice) {
            events.alert("melt {} was paid twice: the second payment is the mint's loss", saga.operation());
        }
        if (!evidence.charged(terms).equals(evidence.spent())) {
            events.alert(
                    "melt {} has cost {}, which is not between {} and {}",
                    saga.operation(),
                    evidence.spent(),
                    terms.amount(),
                    terms.required());
        }
        return isPaidTwice || evidence.isTooMuch(terms);
    }

    /// @param transition to the state that the quote shall have
    private void release(MeltSaga saga, MeltTerms terms, Function<MeltQuote.Pending, MeltQuote.Payable> transition) {
        transactions
                .write(() -> writeReleased(saga, terms, transition))
                .ifPresent(earlier -> trySettle(saga, terms, new SettledBy.EarlierAttempt(earlier)));
    }

    /// PENDING → UNPAID or FAILED, in lock order, unless another payment for the quote has arrived meanwhile.
    ///
    /// @return the evidence of that payment
    private Optional<Evidence> writeReleased(
            MeltSaga saga, MeltTerms terms, Function<MeltQuote.Pending, MeltQuote.Payable> transition) {
        if (!(quotes.lock(terms.id()) instanceof MeltQuote.Pending pending)) {
            return Optional.empty();
        }
        var earlier = attempts.otherPaid(terms.id(), saga.attempt()).map(MeltAttempts.Attempt::evidence);
        if (earlier.isPresent()) {
            return earlier;
        }
        var melt = reservations.find(saga);
        if (melt.isPresent() && sagas.endReleased(saga)) {
            if (!quotes.release(transition.apply(pending))) {
                throw new IllegalStateException("a locked quote has changed");
            }
            attempts.markFailed(saga.attempt());
            reservations.release(melt.get());
        }
        return Optional.empty();
    }
}
