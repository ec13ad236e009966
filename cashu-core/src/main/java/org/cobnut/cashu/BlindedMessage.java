package org.cobnut.cashu;

import org.cobnut.cashu.crypto.Point;

/// What a wallet asks a mint to sign (NUT-00).
///
/// @param keysetId the keyset whose key for `amount` is to sign
/// @param blindedSecret the point to be signed, `B_`
public record BlindedMessage(Amount amount, KeysetId keysetId, Point blindedSecret) {}
