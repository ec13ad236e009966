package org.cobnut.mint.issue;

import java.time.Clock;
import java.util.Optional;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.Unit;
import org.cobnut.mint.store.Transactions;
import org.cobnut.payment.PaymentMethod;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/// Requests of this very mint that somebody wants to pay by melting: that needs no node.
@Component
public class OwnInvoices {

    private final MintQuotes quotes;
    private final Receipts receipts;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    OwnInvoices(MintQuotes quotes, Receipts receipts, Clock clock, ApplicationEventPublisher events) {
        this.quotes = quotes;
        this.receipts = receipts;
        this.clock = clock;
        this.events = events;
    }

    /// What a melt needs to know of a mint quote whose request it pays.
    ///
    /// @param quoteId the mint quote's
    /// @param amount absent where the payer decides
    /// @param isPaid in part or whole, when it was read
    /// @param isOpen neither paid, nor minted, nor expired, when it was read
    public record OwnInvoice(
            String quoteId,
            PaymentMethod method,
            Unit unit,
            @Nullable Amount amount,
            boolean isPaid,
            boolean isOpen) {}

    /// The mint quote with this request.
    ///
    /// @param request in the form in which the mint gave it out
    public Optional<OwnInvoice> find(String request) {
        return quotes.findByRequest(request).map(this::describe);
    }

    private OwnInvoice describe(MintQuote quote) {
        boolean isOpen = quote.amountPaid() == 0 && quote.amountIssued() == 0 && !quote.isExpired(now());
        return new OwnInvoice(
                quote.id(),
                quote.method(),
                new Unit(quote.unit()),
                quote.amount() == null ? null : Amount.of(quote.amount()),
                quote.amountPaid() > 0,
                isOpen);
    }

    /// Pays a mint quote from a melt, in the caller's transaction, which takes no lock before.
    ///
    /// @param meltQuoteId becomes the payment id
    /// @return whether the mint quote was still open; if not, nothing was changed
    public boolean pay(String quoteId, String meltQuoteId, Amount amount) {
        Transactions.requireOpen();
        if (quotes.payUntouched(quoteId, amount.toLongExact(), now()) != 1) {
            return false;
        }
        if (!receipts.add(quoteId, meltQuoteId, amount.toLongExact(), now())) {
            throw new IllegalStateException("an unpaid quote has been paid by this melt before");
        }
        Transactions.afterCommit(() -> events.publishEvent(new MintQuoteChanged(quoteId)));
        return true;
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }
}
