package org.cobnut.mint.melt;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.cobnut.mint.store.Transactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/// Tells of what has been committed: other features by events, and the operator of what should never
/// happen.
@Component
class MeltEvents {

    private static final Logger log = LoggerFactory.getLogger(MeltEvents.class);

    private final ApplicationEventPublisher events;
    private final MeltWaiters waiters;
    private final Counter alerts;

    MeltEvents(ApplicationEventPublisher events, MeltWaiters waiters, MeterRegistry meters) {
        this.events = events;
        this.waiters = waiters;
        this.alerts = Counter.builder("cobnut.melt.alerts")
                .description("Payments whose outcome contradicts what was known: look into the log")
                .register(meters);
    }

    /// Tells that a quote has changed, once the caller's transaction is committed.
    void tellOfChange(String quoteId) {
        Transactions.afterCommit(() -> {
            waiters.wake(quoteId);
            events.publishEvent(new MeltQuoteChanged(quoteId));
        });
    }

    /// Something that an operator has to look into.
    void alert(String message, Object... facts) {
        alerts.increment();
        log.error("ALERT: " + message, facts);
    }
}
