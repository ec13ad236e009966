/// A payment processor without a node: it pays and is paid as it is told.
@NullMarked
package org.cobnut.payment.fake;

import org.jspecify.annotations.NullMarked;
