package org.cobnut.payment.fake;

/// How the fake treats payments, for tests.
public enum PaymentMode {
    /// As the invoice's description says; paid, if it says nothing.
    SCRIPTED,
    /// The payment is sent and `pay` does not return until the mode changes.
    HANG,
    /// The payment is made, but `pay` answers that it does not know; asking later tells.
    FAIL_AFTER_SENDING,
    /// The payment stays in flight, for everybody who asks, until [FakePaymentProcessor#resolve].
    ANSWER_UNKNOWN,
    /// The order to pay is lost on the way: nothing is sent, and nobody knows the attempt.
    NEVER_HEARD
}
