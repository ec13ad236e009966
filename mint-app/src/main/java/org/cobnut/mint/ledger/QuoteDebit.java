package org.cobnut.mint.ledger;

import java.util.Comparator;
import java.util.List;

import org.cobnut.cashu.Amount;

/// A part of a mint quote's paid amount that an operation issues.
public record QuoteDebit(OperationId operation, String quoteId, Amount amount) {

    /// All debits of a group in the order of their quotes' ids, in which quotes are locked.
    public static List<QuoteDebit> sorted(List<Operation> group) {
        return group.stream()
                .flatMap(operation -> operation.debits().stream())
                .sorted(Comparator.comparing(QuoteDebit::quoteId))
                .toList();
    }
}
