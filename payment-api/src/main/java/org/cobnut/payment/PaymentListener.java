package org.cobnut.payment;

/// Where a processor delivers its events. Called from any thread, at least once per event, possibly twice.
@FunctionalInterface
public interface PaymentListener {

    /// Returns when the mint has committed what follows from `event`; only then may the processor acknowledge it to
    /// its node. When it throws, nothing was committed and the event must be delivered again.
    void onEvent(PaymentEvent event);
}
