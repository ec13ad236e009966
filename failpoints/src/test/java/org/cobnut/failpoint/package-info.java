/// Tests of what stops mints.
@NullMarked
package org.cobnut.failpoint;

import org.jspecify.annotations.NullMarked;
