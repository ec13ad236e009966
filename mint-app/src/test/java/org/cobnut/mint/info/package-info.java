@NullMarked
package org.cobnut.mint.info;

import org.jspecify.annotations.NullMarked;
