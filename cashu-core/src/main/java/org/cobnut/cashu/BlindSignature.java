package org.cobnut.cashu;

import org.cobnut.cashu.crypto.Dleq;
import org.cobnut.cashu.crypto.Point;
import org.jspecify.annotations.Nullable;

/// A mint's promise on a [BlindedMessage] (NUT-00).
///
/// @param blindedSignature the signed point, `C_`
/// @param dleq proves which key signed (NUT-12); null if the mint did not say
public record BlindSignature(
        Amount amount,
        KeysetId keysetId,
        Point blindedSignature,
        @Nullable Dleq dleq) {}
