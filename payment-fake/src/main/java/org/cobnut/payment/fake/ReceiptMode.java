package org.cobnut.payment.fake;

/// How the fake reports what it received, for tests.
public enum ReceiptMode {
    /// Each request pays itself once after the delay and an event says so.
    ONCE,
    /// The same, but the event is delivered twice.
    TWICE,
    /// The same, but the event waits for [FakePaymentProcessor#deliverLate]; asking tells before.
    LATE,
    /// The same, but no event comes; only asking tells.
    NEVER,
    /// Nobody pays, except through [FakePaymentProcessor#receive].
    UNPAID
}
