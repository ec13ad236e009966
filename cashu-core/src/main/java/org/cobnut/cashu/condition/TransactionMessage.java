package org.cobnut.cashu.condition;

import java.util.List;

import org.cobnut.cashu.BlindedMessage;
import org.cobnut.cashu.Proof;
import org.cobnut.cashu.crypto.Sha256;
import org.jspecify.annotations.Nullable;

/// NUT-11: the text that SIG_ALL signatures cover. It binds what is spent to exactly these outputs in this
/// order, and in a melt to the quote, so that a signature is of no use anywhere else.
final class TransactionMessage {

    private TransactionMessage() {}

    /// The hash of the text.
    ///
    /// @param quote the id of the melt quote; null in a swap
    /// @return the 32 bytes that are signed
    static byte[] hash(List<Proof> inputs, List<BlindedMessage> outputs, @Nullable String quote) {
        return Sha256.hash(text(inputs, outputs, quote));
    }

    static String text(List<Proof> inputs, List<BlindedMessage> outputs, @Nullable String quote) {
        var text = new StringBuilder();
        for (var input : inputs) {
            text.append(input.secret()).append(input.signature().hex());
        }
        for (var output : outputs) {
            text.append(output.amount()).append(output.blindedSecret().hex());
        }
        return quote == null ? text.toString() : text.append(quote).toString();
    }
}
