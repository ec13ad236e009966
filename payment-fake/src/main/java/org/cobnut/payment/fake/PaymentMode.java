package org.cobnut.payment.fake;

/// How the fake treats payments that are sent from now on.
public enum PaymentMode {
    /// As the invoice's description says; paid, if it says nothing.
    SCRIPTED,
    /// The payment is sent and `pay` does not return until the mode changes or the payment is settled.
    HANG,
    /// The payment is made, but `pay` answers that it does not know; asking later tells.
    FAIL_AFTER_SENDING,
    /// The payment stays in flight, for everybody who asks, until it is settled.
    ANSWER_UNKNOWN,
    /// The order to pay is lost on the way: nothing is sent, and nobody knows the attempt.
    NEVER_HEARD,
    /// The payment is made and the node forgets it: it can tell nobody what became of it.
    FORGET
}
