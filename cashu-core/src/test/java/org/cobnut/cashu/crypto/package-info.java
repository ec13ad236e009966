@NullMarked
package org.cobnut.cashu.crypto;

import org.jspecify.annotations.NullMarked;
