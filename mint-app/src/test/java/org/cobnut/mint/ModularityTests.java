package org.cobnut.mint;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/// The arrows between features, as docs/architecture.md draws them and every `package-info` states its own.
class ModularityTests {

    @Test
    void featuresUseOnlyWhatTheyDeclare() {
        ApplicationModules.of(MintApplication.class).verify();
    }
}
