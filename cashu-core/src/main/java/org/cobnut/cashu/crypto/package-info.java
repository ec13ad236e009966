/// The mathematics of ecash on secp256k1: points, scalars, blind signatures, DLEQ proofs (NUT-00, NUT-12), BIP-340
/// signatures.
@NullMarked
package org.cobnut.cashu.crypto;

import org.jspecify.annotations.NullMarked;
