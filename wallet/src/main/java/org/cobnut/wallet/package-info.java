/// A Cashu wallet: `client` talks to a mint, `output` makes what the mint signs and takes the proofs out of it.
@NullMarked
package org.cobnut.wallet;

import org.jspecify.annotations.NullMarked;
