package org.cobnut.mint.melt;

import java.util.Collection;
import java.util.List;

import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.mint.ledger.Ledger;
import org.cobnut.payment.PaymentMethod;
import org.springframework.stereotype.Component;

/// The melt quotes there are, as fresh as wallets may expect: a payment that is under way is asked about at
/// its processor, at most once per interval over all replicas.
@Component
public class MeltQuoteBook {

    private final MeltQuotes quotes;
    private final Ledger ledger;
    private final Inquiry inquiry;

    MeltQuoteBook(MeltQuotes quotes, Ledger ledger, Inquiry inquiry) {
        this.quotes = quotes;
        this.ledger = ledger;
        this.inquiry = inquiry;
    }

    /// The quotes of a method among `ids` as they are in the database, in any order; unknown ids are left
    /// out.
    public List<MeltQuoteAnswer> answers(PaymentMethod method, Collection<String> ids) {
        return ids.isEmpty()
                ? List.of()
                : quotes.find(ids).stream()
                        .filter(quote -> quote.terms().method().equals(method))
                        .map(this::answer)
                        .toList();
    }

    /// Asks the processor about a payment that is under way, unless somebody did within the interval.
    public void refresh(String id) {
        quotes.find(id).ifPresent(inquiry::ofWallet);
    }

    /// A quote, asked about if need be.
    ///
    /// @param method the quote's: an id is known to the endpoints of its own method alone
    /// @throws CashuException with QUOTE_UNKNOWN
    MeltQuote fresh(PaymentMethod method, String id) {
        var quote = known(method, id);
        return inquiry.ofWallet(quote) ? known(method, id) : quote;
    }

    /// A quote as it is in the database.
    ///
    /// @throws CashuException with QUOTE_UNKNOWN
    MeltQuote known(PaymentMethod method, String id) {
        return quotes.find(id)
                .filter(quote -> quote.terms().method().equals(method))
                .orElseThrow(() -> new CashuException(ErrorCode.QUOTE_UNKNOWN));
    }

    /// With the change that was signed for it.
    MeltQuoteAnswer answer(MeltQuote quote) {
        var change = quote instanceof MeltQuote.Paid
                ? ledger.change(quote.terms().id())
                : List.<org.cobnut.cashu.BlindSignature>of();
        return MeltQuoteAnswer.of(quote, change);
    }
}
