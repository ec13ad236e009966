/// NUT-10, NUT-11 and NUT-14: what must be shown to spend a proof, checked for the mint and made for wallets.
@NullMarked
package org.cobnut.cashu.condition;

import org.jspecify.annotations.NullMarked;
