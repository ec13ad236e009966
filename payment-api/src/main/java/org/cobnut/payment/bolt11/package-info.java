/// Lightning invoices, as far as a mint must read them itself.
@NullMarked
package org.cobnut.payment.bolt11;

import org.jspecify.annotations.NullMarked;
