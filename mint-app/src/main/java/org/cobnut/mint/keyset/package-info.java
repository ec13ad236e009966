/// NUT-01, NUT-02: active and past keysets, fees, rotation. Sole caller of the signatory.
@ApplicationModule(allowedDependencies = {"command", "store", "info", "start"})
@NullMarked
package org.cobnut.mint.keyset;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
