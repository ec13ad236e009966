package org.cobnut.mint.melt;

import java.util.List;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.mint.keyset.Keysets;
import org.cobnut.mint.ledger.MeltPayment;
import org.cobnut.mint.ledger.Reservation;
import org.cobnut.mint.ledger.Reservations;
import org.cobnut.mint.ledger.Saga;
import org.cobnut.mint.ledger.Sagas;
import org.cobnut.mint.ledger.SignedOutput;
import org.cobnut.mint.store.Transactions;
import org.cobnut.payment.AttemptId;
import org.cobnut.payment.PaymentOutcome;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Settles or releases what a melt holds. The request itself, news, polls and recovery all end here.
///
/// Evidence that a payment has arrived is written down by whoever has it. What a melt holds is given back
/// only by its owner (the fence of [Sagas#endUnpaid]), and only if the payment cannot arrive any more.
@Component
class MeltSettlement {

    private static final Logger log = LoggerFactory.getLogger(MeltSettlement.class);

    private final MeltQuotes quotes;
    private final MeltAttempts attempts;
    private final Sagas sagas;
    private final Reservations reservations;
    private final Keysets keysets;
    private final Change change;
    private final Transactions transactions;
    private final LateEvidence lateEvidence;
    private final MeltEvents events;

    MeltSettlement(
            MeltQuotes quotes,
            MeltAttempts attempts,
            Sagas sagas,
            Reservations reservations,
            Keysets keysets,
            Change change,
            Transactions transactions,
            LateEvidence lateEvidence,
            MeltEvents events) {
        this.quotes = quotes;
        this.attempts = attempts;
        this.sagas = sagas;
        this.reservations = reservations;
        this.keysets = keysets;
        this.change = change;
        this.transactions = transactions;
        this.lateEvidence = lateEvidence;
        this.events = events;
    }

    /// Where an outcome comes from.
    enum Source {
        /// `pay` of this very attempt, or `abandon`: a failure is final.
        PROMISE,
        /// A status or an event: a failure is only a reason to abandon the attempt.
        HEARSAY
    }

    /// What a step has made of the melt, with what is to be told once it is committed.
    private sealed interface Step {
        record Done(List<Object> events) implements Step {}

        /// Somebody else has ended it, or only its owner may.
        record NotOurs() implements Step {}

        /// Another payment for this quote has arrived meanwhile.
        record PaidBefore(Evidence evidence) implements Step {}
    }

    void conclude(RoutedMelt payment, PaymentOutcome outcome, Source source) {
        switch (outcome) {
            case PaymentOutcome.Paid paid -> paid(payment, paid);
            case PaymentOutcome.Failed failed
            when source == Source.PROMISE -> release(payment.saga(), payment.terms(), failed.isFinal());
            case PaymentOutcome.Failed _ ->
                conclude(payment, payment.route().abandon(payment.attempt()), Source.PROMISE);
            case PaymentOutcome.Unresolved unresolved -> remember(payment.saga(), unresolved);
        }
    }

    /// Gives back what was held for a payment that nobody was told to make.
    void releaseUnsent(Saga saga, MeltTerms terms) {
        release(saga, terms, false);
    }

    /// Gives back what was held for a payment that an operator knows to have failed for good.
    void fail(Saga saga, MeltTerms terms) {
        release(saga, terms, true);
    }

    /// Settles by evidence that an operator has.
    void pay(Saga saga, MeltTerms terms, Evidence evidence) {
        settle(saga, terms, evidence);
    }

    /// Signs the change of a payment that has arrived, which could not be signed when that became known.
    ///
    /// @throws CashuException with UNAVAILABLE if it still cannot be signed
    void finish(Saga saga, MeltTerms terms) {
        switch (quotes.find(terms.id()).orElseThrow()) {
            case MeltQuote.Paid paid -> complete(saga, terms, paid.evidence(), false);
            case MeltQuote.Pending _ -> // the version before left it so
                attempts.find(AttemptId.parse(saga.attempt()))
                        .map(MeltAttempts.Attempt::evidence)
                        .ifPresent(evidence -> settle(saga, terms, evidence));
            case MeltQuote.Payable _ -> events.alert("melt {} is paid, and its quote is not", saga.operation());
        }
    }

    /// Ends a melt that is paid and whose change the signatory refuses to sign for good: what it does not sign stays
    /// with the mint.
    ///
    /// @throws CashuException with UNAVAILABLE if the signatory is merely away
    void finishAsSigned(Saga saga, MeltTerms terms) {
        if (quotes.find(terms.id()).orElseThrow() instanceof MeltQuote.Paid paid) {
            complete(saga, terms, paid.evidence(), true);
        }
    }

    /// The step `done`: change, and the saga is over.
    private void complete(Saga saga, MeltTerms terms, Evidence evidence, boolean mayForgo) {
        var held = reservations.of(saga.operation(), saga.quoteId());
        if (held.isEmpty()) {
            return; // somebody else was quicker
        }
        var signed = signed(saga, held.get(), evidence.charged(terms), mayForgo);
        tell(transactions.write(() -> {
            quotes.lock(terms.id());
            if (!sagas.endDone(saga.operation())) {
                return new Step.NotOurs();
            }
            reservations.complete(held.get(), signed, payment(terms, evidence));
            return new Step.Done(List.of(new MeltQuoteChanged(terms.id())));
        }));
    }

    /// An attempt has arrived whose melt is over, or that no melt is known to wait for.
    void settleLate(AttemptId attempt, MeltTerms terms, Evidence evidence) {
        if (lateEvidence.book(attempt, terms, evidence)) {
            sagas.ofQuote(terms.id())
                    .filter(later -> later.state() == Saga.State.RESERVED)
                    .ifPresent(later -> settled(later, terms, evidence, false));
        }
    }

    private void paid(RoutedMelt payment, PaymentOutcome.Paid paid) {
        var evidence = Evidence.of(paid, payment.terms(), payment.route().settings());
        if (evidence.isEmpty()) {
            events.alert(
                    "processor {} says that attempt {} is paid, but not with the right proof or unit: it stays pending",
                    payment.route().name(),
                    payment.attempt());
            return;
        }
        settle(payment.saga(), payment.terms(), evidence.get());
    }

    private void settle(Saga saga, MeltTerms terms, Evidence evidence) {
        if (!settled(saga, terms, evidence, true)) {
            settleLate(AttemptId.parse(saga.attempt()), terms, evidence);
        }
    }

    /// Settles a melt: by its own payment, or by an earlier one for the same quote if its own was never sent or
    /// has failed.
    ///
    /// @param isOwn whether the evidence is of the melt's own attempt
    /// @return whether the melt is settled now
    private boolean settled(Saga saga, MeltTerms terms, Evidence evidence, boolean isOwn) {
        var held = reservations.of(saga.operation(), saga.quoteId());
        if (held.isEmpty()) {
            return false;
        }
        var signed = signed(saga, held.get(), evidence.charged(terms));
        return tell(transactions.write(() -> settle(saga, held.get(), evidence, signed, isOwn)));
    }

    /// The change, or none if it may be forgone and the signatory will never sign it.
    private List<SignedOutput> signed(Saga saga, Reservation held, Amount charged, boolean mayForgo) {
        try {
            return change.sign(held.blanks(), held.inputs(), held.fee(), charged);
        } catch (CashuException refusal) {
            if (!mayForgo || refusal.code() == ErrorCode.UNAVAILABLE) {
                throw refusal;
            }
            log.warn("the change of melt {} is never signed: {}", saga.operation(), refusal.toString());
            return List.of();
        }
    }

    /// The change, unless it cannot be signed now: evidence that a payment has arrived waits for no signatory.
    private @Nullable List<SignedOutput> signed(Saga saga, Reservation held, Amount charged) {
        try {
            return change.sign(held.blanks(), held.inputs(), held.fee(), charged);
        } catch (RuntimeException error) {
            log.warn("the change of melt {} is signed later: {}", saga.operation(), error.toString());
            return null;
        }
    }

    /// PENDING → PAID, in lock order: quote, saga, proofs, signatures, sums. Without the change this is the step
    /// `paid`, and the saga stays for the step `done`; with it both are one.
    private Step settle(
            Saga saga, Reservation held, Evidence evidence, @Nullable List<SignedOutput> signed, boolean isOwn) {
        if (!(quotes.lock(saga.quoteId()) instanceof MeltQuote.Pending pending)) {
            return new Step.NotOurs();
        }
        if (!isAdvanced(saga, evidence, signed != null, isOwn)) {
            return new Step.NotOurs();
        }
        var terms = pending.terms();
        if (!quotes.settle(pending.paid(evidence), isLoss(saga, terms, evidence, isOwn))) {
            throw new IllegalStateException("a locked quote has changed");
        }
        var attempt = AttemptId.parse(saga.attempt());
        if (isOwn) {
            attempts.pay(attempt, evidence);
        } else {
            attempts.fail(attempt);
        }
        var fees = keysets.feesOf(reservations.keysets(held.operation()));
        var spent = signed == null
                ? reservations.spend(held, fees)
                : reservations.settle(held, fees, signed, payment(terms, evidence));
        return new Step.Done(List.of(spent, new MeltQuoteChanged(terms.id())));
    }

    /// Ends the saga, or notes in it that only the change is missing.
    private boolean isAdvanced(Saga saga, Evidence evidence, boolean isSigned, boolean isOwn) {
        boolean isUnsent = !isOwn && saga.state() == Saga.State.RESERVED;
        if (isSigned) {
            return isUnsent ? sagas.endUnsent(saga.operation()) : sagas.endPaid(saga.operation());
        }
        var noted = "{\"total_spent\":" + evidence.spent() + "}";
        return isUnsent ? sagas.payUnsent(saga.operation(), noted) : sagas.pay(saga.operation(), noted);
    }

    private boolean isLoss(Saga saga, MeltTerms terms, Evidence evidence, boolean isOwn) {
        boolean isPaidTwice = isOwn
                && attempts.otherPaid(saga.quoteId(), AttemptId.parse(saga.attempt()))
                        .isPresent();
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

    private static MeltPayment payment(MeltTerms terms, Evidence evidence) {
        var fee = evidence.charged(terms).minus(terms.amount());
        return new MeltPayment(terms.amount(), fee, terms.method().name());
    }

    private void release(Saga saga, MeltTerms terms, boolean isFinal) {
        var step = transactions.write(() -> released(saga, terms, isFinal));
        if (step instanceof Step.PaidBefore(var evidence)) {
            settled(saga, terms, evidence, false);
        } else {
            tell(step);
        }
    }

    /// PENDING → UNPAID or FAILED, in lock order.
    private Step released(Saga saga, MeltTerms terms, boolean isFinal) {
        if (!(quotes.lock(terms.id()) instanceof MeltQuote.Pending pending)) {
            return new Step.NotOurs();
        }
        var attempt = AttemptId.parse(saga.attempt());
        var earlier = attempts.otherPaid(terms.id(), attempt).map(MeltAttempts.Attempt::evidence);
        if (earlier.isPresent()) {
            return new Step.PaidBefore(earlier.get());
        }
        var held = reservations.of(saga.operation(), saga.quoteId());
        if (held.isEmpty() || !sagas.endUnpaid(saga)) {
            return new Step.NotOurs();
        }
        if (!quotes.release(isFinal ? pending.failed() : pending.released())) {
            throw new IllegalStateException("a locked quote has changed");
        }
        attempts.fail(attempt);
        return new Step.Done(List.of(reservations.release(held.get()), new MeltQuoteChanged(terms.id())));
    }

    private void remember(Saga saga, PaymentOutcome.Unresolved unresolved) {
        var lookup = unresolved.lookup();
        if (lookup != null && !lookup.value().equals(saga.lookupId())) {
            transactions.run(
                    () -> sagas.remember(saga, lookup.value(), lookup.kind().text()));
        }
    }

    /// @return whether there was something to tell
    private boolean tell(Step step) {
        if (step instanceof Step.Done(var changes)) {
            changes.forEach(events::publish);
            return true;
        }
        return false;
    }
}
