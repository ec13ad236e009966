package org.cobnut.cashu.crypto;

import java.nio.charset.StandardCharsets;

/// NUT-00's blind signatures. The letters are its own: a wallet hashes a secret to the point `Y`, blinds it with a
/// factor `r` to `B_ = Y + rG`, the mint signs with its key `k` to `C_ = kB_`, and the wallet unblinds with the mint's
/// public key `K = kG` to `C = C_ - rK`, which is `kY`.
///
/// @param curve does the arithmetic
public record BlindDiffieHellman(Curve curve) {

    /// The point `Y` of a proof's secret, by which mint and wallet name the proof (NUT-07).
    public Point hashToCurve(String secret) {
        return curve.hashToCurve(secret.getBytes(StandardCharsets.UTF_8));
    }

    /// The blinded message `B_` that the wallet has signed.
    public Point blind(String secret, Scalar r) {
        return blind(hashToCurve(secret), r);
    }

    /// The same for a secret whose point `Y` is known already.
    public Point blind(Point Y, Scalar r) {
        return curve.add(Y, curve.publicKey(r));
    }

    /// The mint's blind signature `C_`.
    public Point sign(Point B_, Scalar k) {
        return curve.multiply(B_, k);
    }

    /// The signature `C` of the proof.
    public Point unblind(Point C_, Scalar r, Point K) {
        return curve.add(C_, curve.negate(curve.multiply(K, r)));
    }

    /// Whether `C` is the signature of the mint's key `k` on the secret whose point is `Y`.
    public boolean isValid(Point Y, Point C, Scalar k) {
        return curve.multiply(Y, k).equals(C);
    }
}
