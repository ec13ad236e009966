package org.cobnut.mint.payment;

import org.cobnut.payment.ProcessorHealth;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/// Shows each processor in the health details. One that is away makes this `DEGRADED`, which counts for nothing in the
/// mint's health as a whole: swaps go on, so no replica is restarted or taken out of service for it.
@Component
class PaymentHealthIndicator implements HealthIndicator {

    private static final Status DEGRADED = new Status("DEGRADED");

    private final Processors processors;

    PaymentHealthIndicator(Processors processors) {
        this.processors = processors;
    }

    @Override
    public Health health() {
        var health = Health.up();
        for (var running : processors.running()) {
            var key = running.name() + " (" + running.processor().settings().unit() + ")";
            switch (running.processor().health()) {
                case ProcessorHealth.Up() -> health.withDetail(key, "up");
                case ProcessorHealth.Down(var reason) ->
                    health.withDetail(key, "down: " + reason).status(DEGRADED);
            }
        }
        return health.build();
    }
}
