/// Tests of mint quotes and minting.
@NullMarked
package org.cobnut.mint.swap;

import org.jspecify.annotations.NullMarked;
