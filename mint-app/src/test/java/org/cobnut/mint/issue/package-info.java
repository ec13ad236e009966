/// Tests of mint quotes and minting.
@NullMarked
package org.cobnut.mint.issue;

import org.jspecify.annotations.NullMarked;
