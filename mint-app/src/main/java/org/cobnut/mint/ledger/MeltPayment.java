package org.cobnut.mint.ledger;

import org.cobnut.cashu.Amount;

/// What left the mint in a melt, in the unit of its quote.
///
/// @param amount that the recipient got
/// @param fee that the network took
/// @param method such as `bolt11`
public record MeltPayment(Amount amount, Amount fee, String method) {}
