package org.cobnut.mint.subscription;

import org.cobnut.cashu.crypto.Curve;
import org.cobnut.cashu.crypto.Point;

/// One thing that can be watched: NUT-17's `kind` with one of its `filters`.
sealed interface Topic {

    /// Longer than any id of a quote.
    int MAX_LENGTH = 256;

    record MintQuote(String id) implements Topic {}

    record MeltQuote(String id) implements Topic {}

    record Proof(Point y) implements Topic {}

    /// Reads a filter.
    ///
    /// @throws IllegalArgumentException if the kind is unknown or the filter cannot be one of it; its
    ///     message repeats nothing
    static Topic of(String kind, String filter) {
        if (filter.isEmpty() || filter.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a filter has 1 to " + MAX_LENGTH + " characters");
        }
        return switch (kind) {
            case "bolt11_mint_quote" -> new MintQuote(filter);
            case "bolt11_melt_quote" -> new MeltQuote(filter);
            case "proof_state" -> new Proof(Curve.preferred().point(filter));
            default -> throw new IllegalArgumentException("no such kind");
        };
    }
}
