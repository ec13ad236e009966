package org.cobnut.mint.melt;

import java.util.List;

import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.mint.issue.OwnInvoices;
import org.cobnut.mint.ledger.Ledger;
import org.cobnut.mint.ledger.OperationId;
import org.cobnut.mint.ledger.Reservation;
import org.cobnut.mint.ledger.Reservations;
import org.cobnut.mint.ledger.SignedOutput;
import org.cobnut.mint.payment.Processors;
import org.springframework.stereotype.Component;

/// Pays the invoice of a mint quote of this very mint: one transaction, and no node.
@Component
class InternalPayment {

    private final Processors processors;
    private final OwnInvoices ownInvoices;
    private final MeltGuard guard;
    private final Ledger ledger;
    private final Reservations reservations;
    private final MeltQuotes quotes;
    private final Change change;

    InternalPayment(
            Processors processors,
            OwnInvoices ownInvoices,
            MeltGuard guard,
            Ledger ledger,
            Reservations reservations,
            MeltQuotes quotes,
            Change change) {
        this.processors = processors;
        this.ownInvoices = ownInvoices;
        this.guard = guard;
        this.ledger = ledger;
        this.reservations = reservations;
        this.quotes = quotes;
        this.change = change;
    }

    /// @throws CashuException if the invoice or the inputs are no longer what they were
    MeltQuote pay(AcceptedMelt melt, OwnInvoices.OwnInvoice own) {
        var terms = melt.terms();
        processors.requireMelting();
        requireWhole(terms, own);
        var inputs = melt.inputs();
        var signed = change.sign(melt.blanks().messages(), inputs.sum(), inputs.fee(), terms.amount());
        var paid = melt.quote().paid(new Evidence(terms.amount(), null));
        return guard.write(terms, () -> settle(melt, own, ledger.newOperation(), paid, signed));
    }

    /// In lock order: mint quote, melt quote, proofs, signatures, sums.
    private MeltQuote.Paid settle(
            AcceptedMelt melt,
            OwnInvoices.OwnInvoice own,
            OperationId operation,
            MeltQuote.Paid paid,
            List<SignedOutput> signed) {
        var terms = paid.terms();
        if (!ownInvoices.pay(own.quoteId(), terms.id(), terms.amount())) {
            throw refusal(own);
        }
        if (!quotes.payDirectly(paid, false)) {
            throw guard.refusal(terms);
        }
        var payment = paid.evidence().payment(terms);
        reservations.spendDirectly(Reservation.ofMelt(operation, terms.id()), melt.inputs(), signed, payment);
        return paid;
    }

    private static void requireWhole(MeltTerms terms, OwnInvoices.OwnInvoice own) {
        if (!own.unit().equals(terms.unit()) || !terms.amount().equals(own.amount()) || terms.part() != null) {
            throw new CashuException(ErrorCode.UNSUPPORTED, "this mint's own invoice can be paid as a whole only");
        }
        if (!own.isOpen()) {
            throw refusal(own);
        }
    }

    private static CashuException refusal(OwnInvoices.OwnInvoice own) {
        return own.isPaid() || own.isOpen()
                ? new CashuException(ErrorCode.INVOICE_PAID)
                : new CashuException(ErrorCode.QUOTE_EXPIRED, "the invoice has expired");
    }
}
