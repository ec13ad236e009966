/// Tests of how processors are chosen, started and listened to.
@NullMarked
package org.cobnut.mint.payment;

import org.jspecify.annotations.NullMarked;
