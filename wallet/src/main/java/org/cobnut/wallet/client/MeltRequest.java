package org.cobnut.wallet.client;

import java.util.List;

import org.cobnut.cashu.BlindedMessage;
import org.cobnut.cashu.Proof;
import org.jspecify.annotations.Nullable;

/// NUT-05: pays a melt quote.
///
/// @param outputs blank outputs for change (NUT-08); null for none
/// @param preferAsync whether the mint should answer at once and pay afterwards; null for no wish
/// @param feeIndex the chosen price of a payment onchain (NUT-30); null for other methods
public record MeltRequest(
        String quote,
        List<Proof> inputs,
        @Nullable List<BlindedMessage> outputs,
        @Nullable Boolean preferAsync,
        @Nullable Integer feeIndex) {

    /// Pays and waits for the outcome.
    public static MeltRequest of(String quote, List<Proof> inputs, List<BlindedMessage> blanks) {
        return new MeltRequest(quote, inputs, blanks.isEmpty() ? null : blanks, null, null);
    }

    /// The same without waiting: the answer may be that the payment is pending.
    public MeltRequest async() {
        return new MeltRequest(quote, inputs, outputs, true, feeIndex);
    }

    /// The same as mints may see it.
    MeltRequest withoutDleq() {
        var stripped = inputs.stream().map(Proof::withoutDleq).toList();
        return new MeltRequest(quote, stripped, outputs, preferAsync, feeIndex);
    }

    /// Hides the quote's id.
    @Override
    public String toString() {
        return "MeltRequest[" + inputs.size() + " inputs]";
    }
}
