/// Stops a running mint at a named step. Tests put it on the class path of a mint that they start; no part of it is in
/// the mint's own jar, whose code knows nothing of it: it sees what passes JDBC, the signatory and the processor.
@NullMarked
package org.cobnut.failpoint;

import org.jspecify.annotations.NullMarked;
