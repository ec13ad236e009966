package org.cobnut.mint.melt;

import java.util.List;

import org.cobnut.mint.ledger.SignedOutput;

/// Whether the change of a melt is signed when its payment has arrived.
sealed interface ChangeOutcome {

    /// It is, on some of the blank outputs or on none.
    record Signed(List<SignedOutput> outputs) implements ChangeOutcome {

        public Signed {
            outputs = List.copyOf(outputs);
        }
    }

    /// The signatory is away: the change is signed later.
    record Owed() implements ChangeOutcome {}
}
