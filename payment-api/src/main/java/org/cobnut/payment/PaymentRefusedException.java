package org.cobnut.payment;

/// The processor will not make or quote such a request, however often it is asked.
public final class PaymentRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Reason reason;

    /// A refusal that the wallet is told.
    ///
    /// @param message for the wallet; names no internals
    public PaymentRefusedException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    public enum Reason {
        /// Not an invoice, offer or address that this node can pay.
        INVALID_REQUEST,
        /// The method, or an option of it, is not offered.
        UNSUPPORTED,
        /// The request names no amount, and none was given or none may be given.
        AMOUNTLESS,
        /// The amount that was given contradicts the request's own.
        AMOUNT_MISMATCH,
        /// Too little or too much for this node, or not expressible in its unit.
        AMOUNT_OUT_OF_RANGE,
        /// The request was paid before.
        ALREADY_PAID,
        /// The request can no longer be paid.
        EXPIRED
    }
}
