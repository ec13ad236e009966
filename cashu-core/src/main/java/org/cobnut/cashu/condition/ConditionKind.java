package org.cobnut.cashu.condition;

/// NUT-10: the kinds of secret that this mint understands; every other kind is refused. The names are those of
/// the wire.
public enum ConditionKind {
    /// NUT-11: keys must sign.
    P2PK,
    /// NUT-14: a preimage must be shown, and keys may have to sign as well.
    HTLC
}
