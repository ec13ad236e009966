/// Whether the books balance: recomputes every sum from its rows, and lets an operator record adjustments. It reads the
/// tables of all features, since what it checks is how they fit together, and writes none.
@ApplicationModule(allowedDependencies = {"command", "store", "ledger"})
@NullMarked
package org.cobnut.mint.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
