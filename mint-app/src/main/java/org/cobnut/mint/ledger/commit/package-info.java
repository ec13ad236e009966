/// The committer: writes many operations in one transaction, with a verdict for each of them.
@NullMarked
package org.cobnut.mint.ledger.commit;

import org.jspecify.annotations.NullMarked;
