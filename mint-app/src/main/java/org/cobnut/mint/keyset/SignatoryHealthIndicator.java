package org.cobnut.mint.keyset;

import org.cobnut.signatory.Signatory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/// Shows in the health details where the private keys are. A remote signatory that is away makes this `DEGRADED`,
/// which takes no replica out of service: all of them have the same one, and reading goes on.
@Component
class SignatoryHealthIndicator implements HealthIndicator {

    private static final Status DEGRADED = new Status("DEGRADED");

    private final Signatory signatory;

    SignatoryHealthIndicator(Signatory signatory) {
        this.signatory = signatory;
    }

    @Override
    public Health health() {
        if (!(signatory instanceof RemoteSignatory remote)) {
            return Health.up().withDetail("kind", "local").build();
        }
        var health = Health.up().withDetail("kind", "remote").withDetail("where", remote.toString());
        remote.outage().ifPresent(reason -> health.status(DEGRADED).withDetail("away", reason));
        return health.build();
    }
}
