package org.cobnut.cashu.crypto;

/// NUT-12: the [Dleq] of a blind signature together with the blinding factor, so that whoever receives the unblinded
/// proof can check it without asking the mint. It must never reach the mint, which could link the proof to its issue.
///
/// @param e the challenge
/// @param s the response
/// @param r the blinding factor
public record ProofDleq(Scalar e, Scalar s, Scalar r) {

    /// Whether `C` is the unblinded signature on `secret` by the private key of `A`.
    ///
    /// @param A the mint's public key for the proof's amount
    /// @param secret the proof's secret
    /// @param C the proof's signature
    public boolean isValid(Curve curve, Point A, String secret, Point C) {
        try {
            var C_ = curve.add(C, curve.multiply(A, r));
            var B_ = new BlindDiffieHellman(curve).blind(secret, r);
            return new Dleq(e, s).isValid(curve, A, B_, C_);
        } catch (ArithmeticException _) {
            return false; // blinding to the point at infinity needs a chosen r
        }
    }
}
