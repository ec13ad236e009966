/// Picks the processor for each unit and method, keeps it running, and passes on what it receives.
@ApplicationModule(allowedDependencies = {"store", "info", "start"})
@NullMarked
package org.cobnut.mint.payment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
