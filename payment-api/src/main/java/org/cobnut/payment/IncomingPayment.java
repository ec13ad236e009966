package org.cobnut.payment;

/// Money that has arrived for good.
///
/// @param lookup of the request that was paid
/// @param paymentId tells this receipt from any other for the same request, for ever; the payment hash for BOLT11
/// @param amount in the processor's unit
public record IncomingPayment(LookupId lookup, String paymentId, Money amount) {

    public IncomingPayment {
        if (paymentId.isEmpty()) {
            throw new IllegalArgumentException("empty payment id");
        }
    }
}
