package org.cobnut.wallet.client;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/// NUT-05: how far a melt quote is.
public enum MeltQuoteState {
    /// Nothing is on its way.
    UNPAID,
    /// The payment is on its way and the inputs are held.
    PENDING,
    /// The recipient has the money.
    PAID,
    /// The payment has failed; not a word of the NUTs, but CDK says it.
    FAILED,
    /// The mint does not know, or it uses a word that this wallet does not know: the payment may still settle.
    @JsonEnumDefaultValue
    UNKNOWN
}
