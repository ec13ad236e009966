/// Tests of the signatory's own process.
@NullMarked
package org.cobnut.signatory.daemon;

import org.jspecify.annotations.NullMarked;
