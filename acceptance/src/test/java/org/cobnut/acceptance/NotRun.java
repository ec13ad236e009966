package org.cobnut.acceptance;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

/// What happens to a test that this machine cannot run: it is skipped with a reason, which `bin/test` prints; where
/// COBNUT_TEST_STRICT=1 asks for everything, it fails.
final class NotRun {

    private NotRun() {}

    static void because(String reason) {
        if ("1".equals(System.getenv("COBNUT_TEST_STRICT"))) {
            fail("not run: " + reason);
        }
        abort(reason);
    }
}
