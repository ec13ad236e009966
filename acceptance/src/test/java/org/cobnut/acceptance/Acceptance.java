package org.cobnut.acceptance;

import java.nio.file.Path;

/// Where this module is.
final class Acceptance {

    private Acceptance() {}

    static Path folder() {
        return Path.of(System.getProperty("cobnut.acceptance.dir", "."));
    }
}
