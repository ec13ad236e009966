package org.cobnut.payment;

/// What shows that the recipient was paid: a preimage (hexadecimal), an outpoint, a receipt.
///
/// Whoever knows it may claim to have paid, so it stays out of logs.
public record PaymentProof(String value) {

    @Override
    public String toString() {
        return "PaymentProof[…]";
    }
}
