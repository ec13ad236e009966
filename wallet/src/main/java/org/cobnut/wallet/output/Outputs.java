package org.cobnut.wallet.output;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.BlindSignature;
import org.cobnut.cashu.BlindedMessage;
import org.cobnut.cashu.Fees;
import org.cobnut.cashu.Keyset;
import org.cobnut.cashu.KeysetId;
import org.cobnut.cashu.Proof;
import org.cobnut.cashu.condition.SpendingCondition;
import org.cobnut.cashu.crypto.BlindDiffieHellman;
import org.cobnut.cashu.crypto.Curve;
import org.cobnut.cashu.crypto.Point;
import org.cobnut.cashu.crypto.ProofDleq;
import org.cobnut.cashu.crypto.Scalar;
import org.cobnut.cashu.seed.DeterministicSecrets;
import org.jspecify.annotations.Nullable;

/// Makes outputs and unblinds their signatures (NUT-00), checking every DLEQ proof that a mint gives (NUT-12).
public final class Outputs {

    private static final int SECRET_LENGTH = 32;

    private final Curve curve;
    private final BlindDiffieHellman blinding;
    private final RandomGenerator random;

    /// Works with the given sources of arithmetic and chance.
    ///
    /// @param random a cryptographically strong source
    public Outputs(Curve curve, RandomGenerator random) {
        this.curve = curve;
        this.blinding = new BlindDiffieHellman(curve);
        this.random = random;
    }

    /// An output whose secret is 32 random bytes in hex.
    public Output random(Amount amount, KeysetId keyset) {
        return output(amount, keyset, HexFormat.of().formatHex(randomBytes()), Scalar.random(random));
    }

    /// An output that only those who fulfil `condition` will be able to spend (NUT-10).
    public Output locked(Amount amount, KeysetId keyset, SpendingCondition condition) {
        return output(amount, keyset, condition.secret(randomBytes()), Scalar.random(random));
    }

    /// An output that the seed alone brings back (NUT-13).
    ///
    /// @param counter must be used for no other output of this keyset, ever
    public Output derived(Amount amount, KeysetId keyset, DeterministicSecrets secrets, long counter) {
        var derived = secrets.output(keyset, counter);
        return output(amount, keyset, derived.secret(), derived.blindingFactor());
    }

    /// The proofs in the answer to a swap or mint.
    ///
    /// @param outputs what was sent, in its order; all of `keyset`
    /// @param signatures what the mint answered
    /// @throws UnfaithfulSignatureException if that is not one right signature for each output
    public List<Proof> unblind(List<Output> outputs, List<BlindSignature> signatures, Keyset keyset) {
        if (signatures.size() != outputs.size()) {
            throw new UnfaithfulSignatureException("the mint has not signed each output once");
        }
        var proofs = new ArrayList<Proof>();
        for (int i = 0; i < outputs.size(); i++) {
            var output = outputs.get(i);
            if (!signatures.get(i).amount().equals(output.message().amount())) {
                throw new UnfaithfulSignatureException("the mint has signed another amount");
            }
            proofs.add(unblind(output, signatures.get(i), keyset));
        }
        return proofs;
    }

    /// The proofs in the change of a melt (NUT-08): the mint has chosen their amounts, and has used the first
    /// of the outputs only.
    ///
    /// @throws UnfaithfulSignatureException if there is a signature too much or a wrong one
    public List<Proof> unblindChange(List<Output> blanks, List<BlindSignature> change, Keyset keyset) {
        if (change.size() > blanks.size()) {
            throw new UnfaithfulSignatureException("the mint has given more change than it got outputs");
        }
        var proofs = new ArrayList<Proof>();
        for (int i = 0; i < change.size(); i++) {
            proofs.add(unblind(blanks.get(i), change.get(i), keyset));
        }
        return proofs;
    }

    /// The proof in the signature of one output, of whatever amount the mint says; for restored outputs
    /// (NUT-09) too.
    ///
    /// @throws UnfaithfulSignatureException if keyset, key or DLEQ proof are wrong
    public Proof unblind(Output output, BlindSignature signature, Keyset keyset) {
        if (!signature.keysetId().equals(output.message().keysetId())
                || !signature.keysetId().equals(keyset.id())) {
            throw new UnfaithfulSignatureException("the mint has signed with another keyset");
        }
        var key = keyset.key(signature.amount())
                .orElseThrow(() -> new UnfaithfulSignatureException("the mint has signed an amount without a key"));
        return new Proof(
                signature.amount(),
                keyset.id(),
                output.secret(),
                blinding.unblind(signature.blindedSignature(), output.blindingFactor(), key),
                null,
                checkedDleq(output, signature, key));
    }

    /// How many blank outputs take any change up to `most` (NUT-08).
    public static int blanksFor(Amount most) {
        return Fees.blankOutputs(most);
    }

    private @Nullable ProofDleq checkedDleq(Output output, BlindSignature signature, Point key) {
        var dleq = signature.dleq();
        if (dleq == null) {
            return null;
        }
        if (!dleq.isValid(curve, key, output.message().blindedSecret(), signature.blindedSignature())) {
            throw new UnfaithfulSignatureException("the mint has signed with another key than it published");
        }
        return new ProofDleq(dleq.e(), dleq.s(), output.blindingFactor());
    }

    private Output output(Amount amount, KeysetId keyset, String secret, Scalar blindingFactor) {
        var message = new BlindedMessage(amount, keyset, blinding.blind(secret, blindingFactor));
        return new Output(message, secret, blindingFactor);
    }

    private byte[] randomBytes() {
        var bytes = new byte[SECRET_LENGTH];
        random.nextBytes(bytes);
        return bytes;
    }
}
