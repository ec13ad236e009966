/// Moves a whole mint from one database to another: from CDK's, and between our own databases. It knows the tables
/// of all features, and runs only where no mint serves.
@ApplicationModule(allowedDependencies = {"command", "store", "keyset", "ledger", "audit"})
@NullMarked
package org.cobnut.mint.transfer;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
