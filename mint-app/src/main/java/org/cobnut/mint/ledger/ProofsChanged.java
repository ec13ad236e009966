package org.cobnut.mint.ledger;

import java.util.List;

/// Proofs have another state, and the transaction that changed it is committed. Not everything that changes is
/// published here: other replicas change proofs too.
public record ProofsChanged(List<KnownProof> proofs) {

    public ProofsChanged {
        proofs = List.copyOf(proofs);
    }
}
