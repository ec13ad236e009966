package org.cobnut.mint.ledger;

import java.util.List;

import org.cobnut.cashu.ProofState;

/// Proofs have another state, and the transaction that changed it is committed. Not everything that changes is
/// published here: other replicas change proofs too.
public record ProofsChanged(List<KnownProof> proofs) {

    public ProofsChanged {
        proofs = List.copyOf(proofs);
    }

    /// What has become of all inputs of a request.
    public static ProofsChanged of(Inputs inputs, ProofState state) {
        return of(inputs.list(), state);
    }

    static ProofsChanged spentBy(Operation operation) {
        return of(operation.inputs(), ProofState.SPENT);
    }

    private static ProofsChanged of(List<Input> inputs, ProofState state) {
        return new ProofsChanged(inputs.stream()
                .map(input -> new KnownProof(
                        input.y(),
                        state,
                        state == ProofState.SPENT ? input.proof().witness() : null))
                .toList());
    }
}
