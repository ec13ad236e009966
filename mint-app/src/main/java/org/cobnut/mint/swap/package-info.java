/// NUT-03: exchanges proofs for new signatures of the same worth.
@ApplicationModule(allowedDependencies = {"http", "store", "info", "ledger", "keyset", "replica"})
@NullMarked
package org.cobnut.mint.swap;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
