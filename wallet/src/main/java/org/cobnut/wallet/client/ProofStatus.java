package org.cobnut.wallet.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.cobnut.cashu.ProofState;
import org.cobnut.cashu.crypto.Point;
import org.jspecify.annotations.Nullable;

/// NUT-07: what a mint knows about a proof.
///
/// @param y the point of the proof's secret
/// @param witness what fulfilled the condition of a spent proof; null if there was none
public record ProofStatus(
        @JsonProperty("Y") Point y,
        ProofState state,
        @Nullable String witness) {}
