package org.cobnut.mint.ledger;

import org.cobnut.cashu.Proof;
import org.cobnut.cashu.crypto.Point;

/// A proof that a request spends.
///
/// @param y the point that stands for it in the book: its secret hashed to the curve
public record Input(Point y, Proof proof) {}
