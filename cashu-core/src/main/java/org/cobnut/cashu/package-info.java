/// The Cashu protocol's values: amounts, units, keysets, proofs, blinded messages and signatures, refusals.
@NullMarked
package org.cobnut.cashu;

import org.jspecify.annotations.NullMarked;
