/// Mnemonics (BIP-39) and the secrets that wallets derive from their seeds (NUT-13).
@NullMarked
package org.cobnut.cashu.seed;

import org.jspecify.annotations.NullMarked;
