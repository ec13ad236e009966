/// NUT-07 and NUT-09: tells wallets what became of their proofs and outputs. Reads only.
@ApplicationModule(allowedDependencies = {"http", "info", "ledger"})
@NullMarked
package org.cobnut.mint.restore;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
