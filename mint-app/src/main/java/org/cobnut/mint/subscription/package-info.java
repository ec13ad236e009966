/// NUT-17: tells wallets over WebSockets what becomes of their quotes and proofs.
@ApplicationModule(allowedDependencies = {"http", "info", "ledger", "issue", "melt", "payment"})
@NullMarked
package org.cobnut.mint.subscription;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
