package org.cobnut.cashu.condition;

/// NUT-11: what the signatures in a witness cover. The names are those of the wire.
public enum SignatureFlag {
    /// Each proof is signed by itself: whoever sees the request may exchange its outputs.
    SIG_INPUTS,
    /// All inputs and outputs are signed together, and in a melt the quote too.
    SIG_ALL
}
