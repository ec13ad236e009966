package org.cobnut.cashu.condition;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import org.cobnut.cashu.BlindedMessage;
import org.cobnut.cashu.Proof;
import org.cobnut.cashu.crypto.Curve;
import org.cobnut.cashu.crypto.Scalar;
import org.cobnut.cashu.crypto.Sha256;
import org.jspecify.annotations.Nullable;

/// The wallet's side of NUT-11 and NUT-14: adds to proofs what their conditions ask for. What a proof already
/// shows stays, so several holders of keys can sign one after the other.
public final class ProofSigner {

    private final Curve curve;

    /// @param curve signs
    public ProofSigner(Curve curve) {
        this.curve = curve;
    }

    /// Signs one proof by itself (SIG_INPUTS).
    public Proof sign(Proof proof, List<Scalar> keys) {
        return signed(proof, Sha256.hash(proof.secret()), keys);
    }

    /// Signs a whole request (SIG_ALL), whose outputs must not change any more. The signatures go to the first
    /// input.
    ///
    /// @param quote the id of the quote that is melted; null in a swap
    public List<Proof> signAll(
            List<Proof> inputs, List<BlindedMessage> outputs, @Nullable String quote, List<Scalar> keys) {
        var signed = new ArrayList<>(inputs);
        signed.set(0, signed(inputs.getFirst(), TransactionMessage.hash(inputs, outputs, quote), keys));
        return signed;
    }

    /// Shows the preimage that an HTLC asks for. With SIG_ALL the first input alone needs it.
    ///
    /// @param preimage 32 bytes
    public Proof reveal(Proof proof, byte[] preimage) {
        var shown = Witness.parse(proof.witness());
        return proof.withWitness(new Witness(HexFormat.of().formatHex(preimage), shown.signatures()).json());
    }

    private Proof signed(Proof proof, byte[] hash, List<Scalar> keys) {
        var shown = Witness.parse(proof.witness());
        var signatures = new ArrayList<>(shown.signatures());
        for (var key : keys) {
            signatures.add(HexFormat.of().formatHex(curve.schnorrSign(key, hash)));
        }
        return proof.withWitness(new Witness(shown.preimage(), signatures).json());
    }
}
