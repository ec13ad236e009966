/// NUT-05, NUT-08, NUT-15, NUT-23: melt quotes; reserve, attempt, pay, settle or release; own invoices; recovery.
@ApplicationModule(allowedDependencies = {"http", "store", "info", "keyset", "ledger", "payment", "issue", "replica"})
@NullMarked
package org.cobnut.mint.melt;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
