package org.cobnut.mint;

import java.util.Map;

import org.cobnut.mint.testing.Engine;
import org.cobnut.mint.testing.Mint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/// What the log tells an operator of a mint's life.
@ExtendWith(OutputCaptureExtension.class)
class LifecycleLogTests {

    @Test
    void tellsWhereItListensWhatItUsesAndThatItStops(CapturedOutput output) throws Exception {
        int port;
        try (var mint = Mint.start(Engine.SQLITE, Map.of())) {
            port = mint.port();
        }

        assertThat(output)
                .contains("Opens the database jdbc:sqlite:", "Keyset ", "Processor fake (sat) has started")
                .contains("Listens on port " + port + " of 127.0.0.1 for wallets", "for its operator", "is ready after")
                .containsOnlyOnce("Stops")
                .doesNotContain("abandon", "active profile");
    }
}
