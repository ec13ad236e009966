package org.cobnut.wallet.output;

/// The mint has signed something else than it was asked to, or with another key than it published. What it gave
/// is not safe to be taken for money.
public final class UnfaithfulSignatureException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnfaithfulSignatureException(String message) {
        super(message);
    }
}
