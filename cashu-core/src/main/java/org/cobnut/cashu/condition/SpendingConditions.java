package org.cobnut.cashu.condition;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import org.cobnut.cashu.BlindedMessage;
import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.cashu.Proof;
import org.cobnut.cashu.crypto.Curve;
import org.cobnut.cashu.crypto.Point;
import org.cobnut.cashu.crypto.Sha256;
import org.jspecify.annotations.Nullable;

import static org.cobnut.cashu.condition.ConditionRefusal.refused;

/// The mint's side of NUT-10, NUT-11 and NUT-14: may these inputs be spent in this request?
///
/// It fails closed. What looks like a spending condition and is not understood is refused, and so is a witness
/// where there is no condition. Inputs with ordinary secrets cost a look at their first character.
public final class SpendingConditions {

    private static final int SIGNATURE_DIGITS = 128;

    private final Curve curve;
    private final long maxChecks;

    /// @param curve verifies the signatures
    public SpendingConditions(Curve curve) {
        this(curve, Long.MAX_VALUE);
    }

    /// @param maxChecks how many pairs of a key and a signature one request may make the mint try
    public SpendingConditions(Curve curve, long maxChecks) {
        this.curve = curve;
        this.maxChecks = maxChecks;
    }

    /// Returns if every input may be spent.
    ///
    /// @param inputs all inputs of the request in its order
    /// @param outputs all outputs in their order, the blank ones of a melt included
    /// @param quote the id of the quote that is melted; null in a swap
    /// @param now decides about locktimes
    /// @throws org.cobnut.cashu.CashuException (20008) if a condition is not fulfilled or not understood;
    ///     (11014) if it would take too many checks, of which fewer inputs take fewer
    public void verify(List<Proof> inputs, List<BlindedMessage> outputs, @Nullable String quote, Instant now) {
        var locked = locked(inputs);
        if (locked.stream().anyMatch(Locked::isSignedWithAll)) {
            requireSameTerms(locked, inputs.size());
            locked.getFirst().requireFulfilled(curve, TransactionMessage.hash(inputs, outputs, quote), now);
            return;
        }
        if (locked.stream().mapToLong(Locked::checks).sum() > maxChecks) {
            throw new CashuException(
                    ErrorCode.TOO_MANY_INPUTS,
                    "the keys and signatures of these inputs take more than " + maxChecks
                            + " checks: send fewer inputs");
        }
        for (var input : locked) {
            input.requireFulfilled(curve, Sha256.hash(input.proof.secret()), now);
        }
    }

    private static List<Locked> locked(List<Proof> inputs) {
        List<Locked> locked = List.of();
        for (var input : inputs) {
            var secret = WellKnownSecret.parse(input.secret());
            if (secret.isPresent()) {
                locked = locked.isEmpty() ? new ArrayList<>(inputs.size()) : locked;
                locked.add(new Locked(input, secret.get(), SpendingConditionReader.read(secret.get())));
            } else if (input.witness() != null) {
                throw refused("a witness is given for a secret without a spending condition");
            }
        }
        return locked;
    }

    private static void requireSameTerms(List<Locked> locked, int inputs) {
        var first = locked.getFirst().secret;
        if (locked.size() != inputs || !locked.stream().allMatch(input -> input.secret.hasSameTermsAs(first))) {
            throw refused("with SIG_ALL all inputs must have the same kind, data and tags");
        }
    }

    /// An input with its condition.
    private record Locked(Proof proof, WellKnownSecret secret, SpendingCondition condition) {

        boolean isSignedWithAll() {
            return condition.flag() == SignatureFlag.SIG_ALL;
        }

        /// Each signature may be tried with each key.
        long checks() {
            int keys = condition.signers().keys().size()
                    + condition.refund().keys().size();
            return (long) keys * Witness.parse(proof.witness()).signatures().size();
        }

        void requireFulfilled(Curve curve, byte[] hash, Instant now) {
            var witness = Witness.parse(proof.witness());
            if (!isMainPathTaken(curve, witness, hash) && !isRefundPathTaken(curve, witness, hash, now)) {
                throw refused("the spending condition of an input is not fulfilled");
            }
        }

        private boolean isMainPathTaken(Curve curve, Witness witness, byte[] hash) {
            return isPreimageShown(witness) && isSigned(curve, condition.signers(), witness, hash);
        }

        private boolean isRefundPathTaken(Curve curve, Witness witness, byte[] hash, Instant now) {
            return condition.isExpired(now) && isSigned(curve, condition.refund(), witness, hash);
        }

        private boolean isPreimageShown(Witness witness) {
            if (condition.hash() == null) {
                return true;
            }
            if (witness.preimage() == null) {
                return false;
            }
            var preimage = HexFormat.of().parseHex(witness.preimage());
            return HexFormat.of().formatHex(Sha256.hash(preimage)).equals(condition.hash());
        }

        /// Counts keys, not signatures: a key counts once however many signatures of it there are.
        private static boolean isSigned(Curve curve, Signers signers, Witness witness, byte[] hash) {
            var signatures = signatures(witness);
            int signed = 0;
            for (Point key : signers.keys()) {
                if (signed == signers.required()) {
                    break;
                }
                if (signatures.stream().anyMatch(signature -> curve.schnorrVerify(key, hash, signature))) {
                    signed++;
                }
            }
            return signed == signers.required();
        }

        private static List<byte[]> signatures(Witness witness) {
            return witness.signatures().stream()
                    .filter(signature -> signature.length() == SIGNATURE_DIGITS)
                    .filter(signature -> signature.chars().allMatch(HexFormat::isHexDigit))
                    .map(HexFormat.of()::parseHex)
                    .toList();
        }
    }
}
