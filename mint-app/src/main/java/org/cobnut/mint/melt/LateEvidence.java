package org.cobnut.mint.melt;

import org.cobnut.mint.store.Transactions;
import org.cobnut.payment.AttemptId;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/// Books what should be impossible: a payment has arrived that the mint had been promised would not, and
/// whose inputs it has released. The invoice counts as paid from then on, the loss is noted, and nothing
/// is paid by that node any more until an operator has looked into it.
@Component
class LateEvidence {

    private final MeltQuotes quotes;
    private final MeltAttempts attempts;
    private final StoppedNodes stoppedNodes;
    private final Transactions transactions;
    private final MeltEvents events;

    LateEvidence(
            MeltQuotes quotes,
            MeltAttempts attempts,
            StoppedNodes stoppedNodes,
            Transactions transactions,
            MeltEvents events) {
        this.quotes = quotes;
        this.attempts = attempts;
        this.stoppedNodes = stoppedNodes;
        this.transactions = transactions;
        this.events = events;
    }

    /// Books the evidence, once.
    ///
    /// @return whether it was new
    boolean book(AttemptId id, MeltTerms terms, Evidence evidence) {
        boolean isNew;
        try {
            isNew = transactions.write(() -> writeLate(id, terms, evidence, true));
        } catch (DuplicateKeyException _) {
            // Another quote pays, or has paid, the same invoice: this one cannot count as paid beside it.
            isNew = transactions.write(() -> writeLate(id, terms, evidence, false));
        }
        if (isNew) {
            events.alert(
                    "the payment of attempt {} has arrived after its melt was released; its node pays nothing more",
                    id);
        }
        return isNew;
    }

    private boolean writeLate(AttemptId id, MeltTerms terms, Evidence evidence, boolean mayCountAsPaid) {
        var quote = quotes.lock(terms.id());
        var attempt = attempts.find(id).orElseThrow();
        if (attempt.isPaid()) {
            return false; // a node tells everything at least once
        }
        attempts.markPaid(id, evidence);
        switch (quote) {
            case MeltQuote.Payable payable
            when mayCountAsPaid -> {
                if (!quotes.payDirectly(payable.paid(evidence), true)) {
                    throw new IllegalStateException("a locked quote has changed");
                }
            }
            case MeltQuote.Payable _, MeltQuote.Paid _ -> quotes.markLoss(terms.id());
            case MeltQuote.Pending _ -> {} // the melt under way is settled by this, or its own answer books the loss
        }
        stoppedNodes.stop(attempt.node());
        return true;
    }
}
