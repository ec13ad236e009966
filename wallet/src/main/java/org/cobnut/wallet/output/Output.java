package org.cobnut.wallet.output;

import org.cobnut.cashu.BlindedMessage;
import org.cobnut.cashu.crypto.Scalar;

/// A blinded message with what only its maker knows: without secret and blinding factor the signature is
/// worthless. Whoever stores it stores money.
///
/// @param message what the mint sees
/// @param secret the secret of the proof to be
/// @param blindingFactor `r` of NUT-00
public record Output(BlindedMessage message, String secret, Scalar blindingFactor) {

    /// Hides the secret.
    @Override
    public String toString() {
        return "Output[" + message.amount() + " of " + message.keysetId() + "]";
    }
}
