package org.cobnut.wallet.client;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/// NUT-04: how far a mint quote is, for methods that say so.
public enum MintQuoteState {
    /// Not paid yet.
    UNPAID,
    /// Paid, and there is something to mint.
    PAID,
    /// All that was paid has been minted.
    ISSUED,
    /// A word that this wallet does not know.
    @JsonEnumDefaultValue
    OTHER
}
