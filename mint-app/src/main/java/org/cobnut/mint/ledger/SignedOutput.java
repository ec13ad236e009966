package org.cobnut.mint.ledger;

import org.cobnut.cashu.BlindSignature;
import org.cobnut.cashu.crypto.Point;

/// A blinded message that is signed.
///
/// @param blindedSecret `B_`
/// @param signature its amount is what counts: a melt's change is signed for other amounts than the wallet wrote
public record SignedOutput(Point blindedSecret, BlindSignature signature) {}
