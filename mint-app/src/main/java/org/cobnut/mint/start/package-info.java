/// Why the mint does not start, as its operator is told.
@ApplicationModule(allowedDependencies = {})
@NullMarked
package org.cobnut.mint.start;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
