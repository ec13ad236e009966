package org.cobnut.mint.ledger;

import org.cobnut.cashu.ProofState;
import org.cobnut.cashu.crypto.Point;
import org.jspecify.annotations.Nullable;

/// What the mint knows of a proof (NUT-07).
///
/// @param witness with which it was spent; null if it had none or is not spent
public record KnownProof(
        Point y, ProofState state, @Nullable String witness) {}
