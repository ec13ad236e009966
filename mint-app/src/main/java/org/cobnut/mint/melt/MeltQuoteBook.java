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
    private final MeltSagas sagas;
    private final MeltStatusCheck statusCheck;

    MeltQuoteBook(MeltQuotes quotes, Ledger ledger, MeltSagas sagas, MeltStatusCheck statusCheck) {
        this.quotes = quotes;
        this.ledger = ledger;
        this.sagas = sagas;
        this.statusCheck = statusCheck;
    }

    /// The quotes of a method among `ids` as they are in the database, in any order; unknown ids are left
    /// out. Three statements at most.
    public List<MeltQuoteAnswer> answers(PaymentMethod method, Collection<String> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        var found = quotes.find(ids).stream()
                .filter(quote -> quote.terms().method().equals(method))
                .toList();
        var paid = found.stream()
                .filter(MeltQuote.Paid.class::isInstance)
                .map(quote -> quote.terms().id())
                .toList();
        // In this order: what is not under way any more has its change.
        var unfinished = sagas.underWay(paid);
        var changes = ledger.changes(
                paid.stream().filter(id -> !unfinished.contains(id)).toList());
        return found.stream()
                .map(quote -> unfinished.contains(quote.terms().id())
                        ? MeltQuoteAnswer.unfinished(quote)
                        : MeltQuoteAnswer.of(
                                quote, changes.getOrDefault(quote.terms().id(), List.of())))
                .toList();
    }

    /// Asks the processors about those payments that are under way, except where somebody did within the interval.
    public void refresh(Collection<String> ids) {
        if (!ids.isEmpty()) {
            statusCheck.checkForWallet(quotes.find(ids));
        }
    }

    /// A quote, asked about if need be.
    ///
    /// @param method the quote's: an id is known to the endpoints of its own method alone
    /// @throws CashuException with QUOTE_UNKNOWN
    MeltQuote fresh(PaymentMethod method, String id) {
        var quote = known(method, id);
        return statusCheck.checkForWallet(List.of(quote)) ? known(method, id) : quote;
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
        if (!(quote instanceof MeltQuote.Paid)) {
            return MeltQuoteAnswer.of(quote, List.of());
        }
        var id = quote.terms().id();
        return sagas.underWay(List.of(id)).isEmpty()
                ? MeltQuoteAnswer.of(quote, ledger.change(id))
                : MeltQuoteAnswer.unfinished(quote);
    }
}
