@NullMarked
package org.cobnut.cashu.json;

import org.jspecify.annotations.NullMarked;
