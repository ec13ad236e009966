package org.cobnut.signatory;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.BlindSignature;
import org.cobnut.cashu.BlindedMessage;
import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.cashu.Proof;
import org.cobnut.cashu.crypto.BlindDiffieHellman;
import org.cobnut.cashu.crypto.Curve;
import org.cobnut.cashu.crypto.Dleq;
import org.cobnut.cashu.crypto.Point;
import org.cobnut.cashu.crypto.Scalar;
import org.cobnut.cashu.seed.ExtendedKey;

/// The private keys of one keyset and what they can do.
final class PrivateKeyset {

    private static final Curve CURVE = Curve.preferred();
    private static final BlindDiffieHellman ECASH = new BlindDiffieHellman(CURVE);

    private record KeyPair(Scalar secret, Point shown) {}

    private final Map<Amount, KeyPair> keys;

    private PrivateKeyset(Map<Amount, KeyPair> keys) {
        this.keys = keys;
    }

    static PrivateKeyset derive(ExtendedKey root, DerivationPath path, List<Amount> amounts) {
        var parent = path.derive(root);
        var keys = new HashMap<Amount, KeyPair>();
        for (int i = 0; i < amounts.size(); i++) {
            var secret = parent.hardened(i).key();
            keys.put(amounts.get(i), new KeyPair(secret, CURVE.publicKey(secret)));
        }
        return new PrivateKeyset(keys);
    }

    SortedMap<Amount, Point> publicKeys() {
        var shown = new TreeMap<Amount, Point>();
        keys.forEach((amount, pair) -> shown.put(amount, pair.shown()));
        return shown;
    }

    BlindSignature sign(BlindedMessage message) {
        var pair = keys.get(message.amount());
        if (pair == null) {
            throw new CashuException(
                    ErrorCode.AMOUNT_OUT_OF_RANGE,
                    "keyset " + message.keysetId() + " has no key for the amount " + message.amount());
        }
        var signature = ECASH.sign(message.blindedSecret(), pair.secret());
        var dleq = Dleq.prove(CURVE, pair.secret(), pair.shown(), message.blindedSecret(), signature);
        return new BlindSignature(message.amount(), message.keysetId(), signature, dleq);
    }

    /// Whether `proof` was signed here; with an amount that has no key it was not.
    boolean signed(Proof proof) {
        var pair = keys.get(proof.amount());
        return pair != null && ECASH.isValid(ECASH.hashToCurve(proof.secret()), proof.signature(), pair.secret());
    }

    @Override
    public String toString() {
        return "PrivateKeyset[…]";
    }
}
