/// The signatory as a process of its own: what `bin/signatory` runs.
@NullMarked
package org.cobnut.signatory.daemon;

import org.jspecify.annotations.NullMarked;
