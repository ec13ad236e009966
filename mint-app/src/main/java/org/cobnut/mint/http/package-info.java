/// How any request enters the mint and how any refusal leaves it.
@ApplicationModule(allowedDependencies = {})
@NullMarked
package org.cobnut.mint.http;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
