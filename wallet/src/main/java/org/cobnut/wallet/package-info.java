/// A Cashu mint's client: its requests, and the making and unblinding of outputs.
@NullMarked
package org.cobnut.wallet;

import org.jspecify.annotations.NullMarked;
