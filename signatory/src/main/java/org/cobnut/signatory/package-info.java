/// Holds the seed; derives keysets, signs blindly, verifies.
@NullMarked
package org.cobnut.signatory;

import org.jspecify.annotations.NullMarked;
