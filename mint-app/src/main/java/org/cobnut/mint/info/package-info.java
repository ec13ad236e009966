/// NUT-06: publishes what the features declare, to wallets as JSON and to people as a page.
@ApplicationModule(allowedDependencies = "http")
@NullMarked
package org.cobnut.mint.info;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
