package org.cobnut.cashu;

/// What a mint knows about a proof (NUT-07), in the words of the wire.
public enum ProofState {
    UNSPENT,
    PENDING,
    SPENT
}
