package org.cobnut.mint.melt;

import java.time.Clock;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.CashuException;
import org.cobnut.mint.ledger.OperationId;
import org.cobnut.mint.store.Transactions;
import org.cobnut.payment.AttemptId;
import org.cobnut.payment.PaymentProof;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Ends melts whose node will never tell what became of the payment, as an operator decides who has found out.
///
/// The operator names the attempt, so that nobody decides about another than was looked into; the mint must
/// have asked in vain; and the node, if it can be reached, is asked once more: its word outweighs the
/// operator's. Should a payment arrive after it was decided to have failed, it is booked as a loss like any
/// other that comes late.
@Component
class MeltDecisions {

    private static final Logger log = LoggerFactory.getLogger(MeltDecisions.class);

    private final MeltSagas sagas;
    private final MeltQuotes quotes;
    private final MeltTasks tasks;
    private final MeltStatusCheck statusCheck;
    private final MeltSettlement settlement;
    private final Transactions transactions;
    private final MeltSettings settings;
    private final Clock clock;

    MeltDecisions(
            MeltSagas sagas,
            MeltQuotes quotes,
            MeltTasks tasks,
            MeltStatusCheck statusCheck,
            MeltSettlement settlement,
            Transactions transactions,
            MeltSettings settings,
            Clock clock) {
        this.sagas = sagas;
        this.quotes = quotes;
        this.tasks = tasks;
        this.statusCheck = statusCheck;
        this.settlement = settlement;
        this.transactions = transactions;
        this.settings = settings;
        this.clock = clock;
    }

    /// What an operator has found out about a payment.
    sealed interface Decision {

        /// It has failed, and never arrives.
        record Failed() implements Decision {}

        /// It has arrived.
        ///
        /// @param spent what left the node, routing included, in the quote's unit
        record Paid(Amount spent, @Nullable PaymentProof proof) implements Decision {}

        /// It has arrived, as the mint knows, and its change will never be signed.
        record Unchanged() implements Decision {}
    }

    /// @return the quote as it is then: as the node says, if it says something, else as was decided
    /// @throws IllegalArgumentException if there is nothing to decide, or not yet, or not so
    MeltQuote decide(OperationId operation, AttemptId attempt, Decision decision) {
        var known = sagas.find(operation).orElseThrow(() -> new IllegalArgumentException("no such melt is under way"));
        var terms = quotes.find(known.quoteId()).orElseThrow().terms();
        requireDecidable(known, attempt, decision);
        requirePossible(decision, terms);
        if (decision instanceof Decision.Unchanged) {
            return endUnchanged(known, terms);
        }
        var saga = transactions
                .write(() -> sagas.seize(operation, attempt))
                .orElseThrow(() -> new IllegalArgumentException("the melt has gone on meanwhile"));
        statusCheck.checkForOperator(saga, terms);
        if (sagas.find(operation)
                .filter(now -> now.state() == MeltSaga.State.ATTEMPTED)
                .isPresent()) {
            apply(saga, terms, decision);
        }
        return quotes.find(terms.id()).orElseThrow();
    }

    private MeltQuote endUnchanged(MeltSaga saga, MeltTerms terms) {
        log.warn("An operator ends melt {}, whose change is not signed", saga.operation());
        try {
            settlement.finishWithoutRefusedChange(saga, terms);
        } catch (CashuException away) {
            throw new IllegalArgumentException("the signatory is away: it may still sign the change", away);
        }
        return quotes.find(terms.id()).orElseThrow();
    }

    private void apply(MeltSaga saga, MeltTerms terms, Decision decision) {
        log.warn("An operator has decided about melt {}, attempt {}: {}", saga.operation(), saga.attempt(), decision);
        switch (decision) {
            case Decision.Failed _ -> settlement.releaseFailed(saga, terms);
            case Decision.Paid paid -> settlement.settle(saga, terms, new Evidence(paid.spent(), paid.proof()));
            case Decision.Unchanged _ -> throw new IllegalArgumentException("nobody knows that it has arrived");
        }
    }

    private void requireDecidable(MeltSaga saga, AttemptId attempt, Decision decision) {
        if (!saga.attempt().equals(attempt)) {
            throw new IllegalArgumentException("the melt is at another attempt");
        }
        if (saga.state() != (decision instanceof Decision.Unchanged ? MeltSaga.State.PAID : MeltSaga.State.ATTEMPTED)) {
            throw new IllegalArgumentException("the mint ends this melt by itself");
        }
        var usual = saga.createdAt().plus(settings.answerWithin());
        if (saga.checks() == 0 || tasks.isWithinAnswerTime(saga.operation()) || usual.isAfter(clock.instant())) {
            throw new IllegalArgumentException("the mint has not asked in vain yet");
        }
    }

    private static void requirePossible(Decision decision, MeltTerms terms) {
        if (!(decision instanceof Decision.Paid paid)) {
            return;
        }
        if (paid.spent().isLessThan(terms.amount())) {
            throw new IllegalArgumentException("no less than the amount was spent");
        }
        if (paid.proof() != null && terms.hash() != null && !terms.hash().isProvenBy(paid.proof())) {
            throw new IllegalArgumentException("the proof is not the preimage of the invoice's hash");
        }
    }
}
