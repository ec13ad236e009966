/// What a wallet has signed: making blinded outputs and taking proofs out of blind signatures.
@NullMarked
package org.cobnut.wallet.output;

import org.jspecify.annotations.NullMarked;
