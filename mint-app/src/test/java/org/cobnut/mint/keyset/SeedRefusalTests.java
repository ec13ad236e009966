package org.cobnut.mint.keyset;

import java.util.Map;

import org.cobnut.mint.start.StartRefusedException;
import org.cobnut.mint.testing.Engine;
import org.cobnut.mint.testing.Mint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// A mint that is given no good seed does not start, and says what to do.
@ExtendWith(OutputCaptureExtension.class)
class SeedRefusalTests {

    @Test
    void tellsTheOperatorWhatToSet(CapturedOutput output) {
        var settings = Map.of("cobnut.mnemonic", "abandon hope");

        assertThatThrownBy(() -> Mint.start(Engine.SQLITE, settings))
                .hasRootCauseInstanceOf(StartRefusedException.class);

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("cobnut.mnemonic-file")
                .doesNotContain("hope");
    }
}
