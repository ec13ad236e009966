package org.cobnut.payment;

/// What a processor can do by one method.
public sealed interface MethodSettings {

    PaymentMethod method();

    /// Lightning invoices (NUT-23).
    ///
    /// @param mpp a part of an invoice can be paid, the rest by others (NUT-15)
    /// @param amountless invoices without an amount can be paid
    /// @param description an invoice can carry the payee's text
    /// @param preimages a payment's proof is its preimage, so that the mint may insist on it
    record Bolt11(boolean mpp, boolean amountless, boolean description, boolean preimages) implements MethodSettings {
        @Override
        public PaymentMethod method() {
            return PaymentMethod.BOLT11;
        }
    }

    /// Lightning offers (NUT-25).
    ///
    /// @param amountless offers without an amount can be paid
    /// @param description an offer can carry the payee's text
    record Bolt12(boolean amountless, boolean description) implements MethodSettings {
        @Override
        public PaymentMethod method() {
            return PaymentMethod.BOLT12;
        }
    }

    /// Bitcoin addresses (NUT-30).
    ///
    /// @param confirmations after which a receipt counts
    /// @param minReceiveSat smallest output that is credited
    /// @param minSendSat smallest output that is made
    record Onchain(int confirmations, long minReceiveSat, long minSendSat) implements MethodSettings {
        @Override
        public PaymentMethod method() {
            return PaymentMethod.ONCHAIN;
        }
    }

    /// A method of the processor's own.
    ///
    /// @param settings JSON that the method's users understand
    record Custom(PaymentMethod method, String settings) implements MethodSettings {}
}
