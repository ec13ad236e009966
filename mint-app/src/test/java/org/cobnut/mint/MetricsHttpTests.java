package org.cobnut.mint;

import java.net.http.HttpRequest;

import org.cobnut.mint.testing.Mint;
import org.cobnut.mint.testing.MintTest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What Prometheus reads.
@MintTest
class MetricsHttpTests {

    private final Mint mint;

    MetricsHttpTests(Mint mint) {
        this.mint = mint;
    }

    @Test
    void describesEveryMetricOfTheMint() {
        var metrics = mint.send(HttpRequest.newBuilder(mint.managementUri("/actuator/prometheus")));

        assertThat(metrics.status()).isEqualTo(200);
        assertThat(metrics.body().lines().filter(line -> line.startsWith("# HELP cobnut_")))
                .hasSizeGreaterThan(4)
                .allMatch(line -> line.matches("# HELP \\w+ \\w.*"));
    }
}
