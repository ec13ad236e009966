/// The book: proofs, signatures, operations and sums, the committer that writes many operations in one transaction, and
/// the answers to requests that were carried out before.
@ApplicationModule(allowedDependencies = {"http", "store", "keyset", "replica"})
@NullMarked
package org.cobnut.mint.ledger;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
