/// Tests of keysets: where the seed comes from, who is active when, and what wallets are told.
@NullMarked
package org.cobnut.mint.keyset;

import org.jspecify.annotations.NullMarked;
