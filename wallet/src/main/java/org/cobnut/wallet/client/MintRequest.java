package org.cobnut.wallet.client;

import java.util.List;

import org.cobnut.cashu.BlindedMessage;
import org.jspecify.annotations.Nullable;

/// NUT-04: has outputs signed for a paid quote.
///
/// @param signature of the quote's key over quote and outputs, 128 hex digits (NUT-20); null for a quote
/// without key
public record MintRequest(
        String quote,
        List<BlindedMessage> outputs,
        @Nullable String signature) {

    /// Hides the quote's id.
    @Override
    public String toString() {
        return "MintRequest[" + outputs.size() + " outputs]";
    }
}
