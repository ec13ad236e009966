/// Mint quotes and minting: NUT-04, NUT-20, NUT-23, NUT-29.
@ApplicationModule(allowedDependencies = {"store", "info", "keyset", "ledger", "payment", "replica"})
@NullMarked
package org.cobnut.mint.issue;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
