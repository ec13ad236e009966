package org.cobnut.cashu;

import org.cobnut.cashu.crypto.Point;
import org.cobnut.cashu.crypto.ProofDleq;
import org.jspecify.annotations.Nullable;

/// Ecash (NUT-00): whoever knows it can spend it, so it never shows itself in [#toString()].
///
/// @param secret the exact text that was signed; never to be parsed and written anew
/// @param signature the unblinded signature, `C`
/// @param witness the exact text that fulfils a spending condition (NUT-11, NUT-14); null if none
/// @param dleq lets a receiver check the proof without the mint (NUT-12), which must not see it; null if unknown
public record Proof(
        Amount amount,
        KeysetId keysetId,
        String secret,
        Point signature,
        @Nullable String witness,
        @Nullable ProofDleq dleq) {

    /// Checks the texts.
    ///
    /// @throws IllegalArgumentException if secret or witness is no Unicode (half of a surrogate pair), so that
    /// different secrets have different bytes
    public Proof {
        if (!isUnicode(secret) || (witness != null && !isUnicode(witness))) {
            throw new IllegalArgumentException("secret and witness are Unicode text");
        }
    }

    /// The same proof as it may be sent to a mint, which must not learn the blinding factor.
    public Proof withoutDleq() {
        return new Proof(amount, keysetId, secret, signature, witness, null);
    }

    /// The same proof with what fulfils its spending condition.
    public Proof withWitness(String fulfilment) {
        return new Proof(amount, keysetId, secret, signature, fulfilment, dleq);
    }

    private static boolean isUnicode(String text) {
        return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    @Override
    public String toString() {
        return "Proof[" + amount + " of " + keysetId + "]";
    }
}
