/// Tests of NUT-17.
@NullMarked
package org.cobnut.mint.subscription;

import org.jspecify.annotations.NullMarked;
