package org.cobnut.payment;

import org.jspecify.annotations.Nullable;

/// What is known about one attempt to pay. Only [Failed] allows the mint to give the ecash back.
public sealed interface PaymentOutcome {

    /// The recipient has the money.
    ///
    /// @param spent what left the node, routing included, in the processor's unit
    /// @param proof the preimage, for methods that have one
    /// @param lookup under which the node knows the payment
    record Paid(
            Money spent,
            @Nullable PaymentProof proof,
            @Nullable LookupId lookup) implements PaymentOutcome {}

    /// No part of the payment can settle any more, and this attempt will never be sent again.
    ///
    /// @param reason for the payer; names no internals
    /// @param isFinal no later attempt at the same request can succeed either
    record Failed(String reason, boolean isFinal) implements PaymentOutcome {
        public Failed(String reason) {
            this(reason, false);
        }
    }

    /// In flight, or the node did not answer. It may still settle.
    ///
    /// @param lookup under which the node knows the payment, once it told
    record Unresolved(@Nullable LookupId lookup) implements PaymentOutcome {
        public Unresolved() {
            this(null);
        }
    }
}
