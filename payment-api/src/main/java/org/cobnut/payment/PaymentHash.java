package org.cobnut.payment;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The SHA-256 hash that a Lightning payment is locked to.
///
/// @param hex 64 lower-case hexadecimal digits
public record PaymentHash(String hex) {

    public PaymentHash {
        if (!hex.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("not a payment hash");
        }
    }

    /// Whether `proof` is the preimage of this hash, the only evidence that a Lightning payment arrived.
    public boolean isProvenBy(PaymentProof proof) {
        return proof.value().matches("[0-9a-fA-F]{64}")
                && sha256(HexFormat.of().parseHex(proof.value())).equals(hex);
    }

    private static String sha256(byte[] preimage) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(preimage));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return hex;
    }
}
