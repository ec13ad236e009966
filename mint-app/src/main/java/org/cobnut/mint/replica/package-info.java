/// The processes that serve one database: their leases, who takes over from a dead one, and work that one does for all.
@ApplicationModule(allowedDependencies = "store")
@NullMarked
package org.cobnut.mint.replica;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
