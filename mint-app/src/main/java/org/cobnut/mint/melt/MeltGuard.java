package org.cobnut.mint.melt;

import java.util.function.Supplier;

import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.mint.store.Transactions;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/// Runs the transactions in which a wallet's request makes a quote PENDING or, inside the mint, PAID, and says why
/// one was refused: one invoice is paid by one quote, and one quote once.
@Component
class MeltGuard {

    private final MeltQuotes quotes;
    private final Transactions transactions;

    MeltGuard(MeltQuotes quotes, Transactions transactions) {
        this.quotes = quotes;
        this.transactions = transactions;
    }

    /// @throws CashuException with QUOTE_PENDING or INVOICE_PAID if another quote pays the same invoice, or
    ///     has
    <T> T write(MeltTerms terms, Supplier<T> work) {
        try {
            return transactions.write(work);
        } catch (DuplicateKeyException taken) {
            var hash = terms.hash();
            if (hash == null) {
                throw taken;
            }
            throw quotes.payerOf(hash)
                    .map(MeltGuard::refusal)
                    .orElseGet(
                            () -> new CashuException(ErrorCode.QUOTE_PENDING, "the invoice was being paid: try again"));
        }
    }

    /// Why a quote could not be written that had been payable.
    CashuException refusal(MeltTerms terms) {
        return quotes.find(terms.id())
                .map(MeltGuard::refusal)
                .orElseGet(() -> new CashuException(ErrorCode.QUOTE_UNKNOWN));
    }

    private static CashuException refusal(MeltQuote quote) {
        return quote instanceof MeltQuote.Paid
                ? new CashuException(ErrorCode.INVOICE_PAID)
                : new CashuException(ErrorCode.QUOTE_PENDING);
    }
}
