/// What the mint's jar does besides serving: the subcommands of `bin/mint`.
@ApplicationModule(allowedDependencies = {})
@NullMarked
package org.cobnut.mint.command;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
