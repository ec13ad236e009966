/// Tests of melting: over HTTP, and step by step where a crash or a rival may come between.
@NullMarked
package org.cobnut.mint.melt;

import org.jspecify.annotations.NullMarked;
