package org.cobnut.mint.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.cobnut.cashu.CashuException;

/// What the committer needs to know of mint quotes, which belong to another feature.
public interface Issuance {

    /// Adds each debit to what its quote has issued, unless that would be more than was paid. Called in the group's
    /// transaction, before every other table is touched: locks the quotes in the order of their ids.
    ///
    /// @param debits of many operations, in the order of quote ids, each quote once
    /// @return the quotes that do not yield so much; if there are any, the transaction is rolled back
    Set<String> claim(List<QuoteDebit> debits, Instant now);

    /// Writes down what was issued of which quote by which operation. Called in the same transaction.
    void record(List<QuoteDebit> debits, Instant now);

    /// Whether the operation drew on each of `quoteIds`.
    boolean hasDebited(String operation, Set<String> quoteIds);

    /// Why the quote did not yield `debit`. Called after the transaction.
    CashuException refusal(QuoteDebit debit);
}
