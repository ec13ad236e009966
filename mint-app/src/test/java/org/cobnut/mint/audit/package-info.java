/// Tests of the audit.
@NullMarked
package org.cobnut.mint.audit;

import org.jspecify.annotations.NullMarked;
