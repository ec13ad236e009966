package org.cobnut.acceptance;

import java.io.IOException;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// The jar that operators run.
class ShippedMintTests {

    @Test
    void holdsNothingThatCouldStopIt() throws IOException {
        try (var jar = new JarFile(RunningMint.jar().toFile())) {
            assertThat(jar.stream().map(ZipEntry::getName))
                    .noneMatch(name -> name.contains("failpoint"))
                    .anyMatch(name -> name.endsWith("MintApplication.class"));
        }
    }
}
