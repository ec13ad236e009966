/// What a payment processor owes the mint, and the values that both speak in.
@NullMarked
package org.cobnut.payment;

import org.jspecify.annotations.NullMarked;
