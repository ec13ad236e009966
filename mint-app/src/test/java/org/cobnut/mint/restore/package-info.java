/// Tests of mint quotes and minting.
@NullMarked
package org.cobnut.mint.restore;

import org.jspecify.annotations.NullMarked;
