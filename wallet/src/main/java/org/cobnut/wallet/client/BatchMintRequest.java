package org.cobnut.wallet.client;

import java.util.List;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.BlindedMessage;
import org.jspecify.annotations.Nullable;

/// NUT-29: has outputs signed for several quotes of one method at once.
///
/// @param quoteAmounts what is drawn from each quote; null for the amounts of the quotes
/// @param signatures of each quote's key over that quote and all outputs, null for a quote without key; null if
/// no quote has one
public record BatchMintRequest(
        List<String> quotes,
        @Nullable List<Amount> quoteAmounts,
        List<BlindedMessage> outputs,
        @Nullable List<@Nullable String> signatures) {

    /// Hides the ids of the quotes.
    @Override
    public String toString() {
        return "BatchMintRequest[" + quotes.size() + " quotes, " + outputs.size() + " outputs]";
    }
}
