package org.cobnut.mint.melt;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.cobnut.cashu.BlindedMessage;
import org.cobnut.cashu.Proof;
import org.jspecify.annotations.Nullable;

/// `POST /v1/melt/{method}` (NUT-05, NUT-08).
///
/// @param outputs blank, for the change; null for none
/// @param preferAsync whether to be answered at once, while the payment is on its way; null for no
record MeltRequest(
        String quote,
        List<Proof> inputs,
        @Nullable List<BlindedMessage> outputs,
        @JsonProperty("prefer_async") @Nullable Boolean preferAsync) {

    List<BlindedMessage> blanks() {
        return outputs == null ? List.of() : outputs;
    }

    boolean isAsyncPreferred() {
        return preferAsync != null && preferAsync;
    }

    /// Without the id of the quote, which is a secret.
    @Override
    public String toString() {
        return "MeltRequest[" + inputs.size() + " inputs]";
    }
}
