package org.cobnut.mint.melt;

import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.mint.issue.OwnInvoices;
import org.cobnut.payment.PaymentMethod;
import org.springframework.stereotype.Component;

/// NUT-05: takes ecash and has something paid for it. The invoice of a mint quote of this very mint is paid inside the
/// mint, any other one through a processor.
@Component
class Melt {

    private final MeltQuoteBook book;
    private final MeltAcceptance acceptance;
    private final OwnInvoices ownInvoices;
    private final InternalPayment internal;
    private final ExternalPayment external;
    private final RepeatedMelts repeated;

    Melt(
            MeltQuoteBook book,
            MeltAcceptance acceptance,
            OwnInvoices ownInvoices,
            InternalPayment internal,
            ExternalPayment external,
            RepeatedMelts repeated) {
        this.book = book;
        this.acceptance = acceptance;
        this.ownInvoices = ownInvoices;
        this.internal = internal;
        this.external = external;
        this.repeated = repeated;
    }

    /// Carries the melt out, or answers as before if this very melt has been, or is, under way.
    ///
    /// @param isAsync whether to answer as soon as the payment is on its way
    /// @throws CashuException if it is refused or the payment failed: then the inputs are unspent; after
    ///     UNAVAILABLE a repeat or the quote tells
    MeltQuoteAnswer execute(PaymentMethod method, MeltRequest request, boolean isAsync) {
        try {
            var quote = book.known(method, request.quote());
            return book.answer(pay(acceptance.accept(quote, request), isAsync));
        } catch (CashuException refusal) {
            if (refusal.code() == ErrorCode.UNAVAILABLE) {
                throw refusal;
            }
            return repeated.find(method, request).orElseThrow(() -> refusal);
        }
    }

    private MeltQuote pay(AcceptedMelt melt, boolean isAsync) {
        var own = ownInvoices.find(melt.terms().request());
        return own.isPresent() ? internal.pay(melt, own.get()) : external.pay(melt, isAsync);
    }
}
