@NullMarked
package org.cobnut.mint;

import org.jspecify.annotations.NullMarked;
