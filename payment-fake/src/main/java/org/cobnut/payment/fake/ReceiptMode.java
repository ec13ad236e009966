package org.cobnut.payment.fake;

/// How the fake reports what it received.
public enum ReceiptMode {
    /// Each request pays itself once after the delay and an event says so.
    ONCE,
    /// The same, but the event is delivered twice.
    TWICE,
    /// The same, but the event comes later, by [FakeSettings.Faults#lateBy], after a restart, or by
    /// [FakePaymentProcessor#deliverLate]; asking tells before.
    LATE,
    /// The same, but no event comes; only asking tells.
    NEVER,
    /// Each request pays itself at once, and its event is delivered before the mint learns of the request.
    EARLY,
    /// Nobody pays, except through [FakePaymentProcessor#receive].
    UNPAID
}
