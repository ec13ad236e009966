package org.cobnut.wallet.client;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.Unit;
import org.cobnut.cashu.crypto.Point;
import org.jspecify.annotations.Nullable;

/// NUT-04: asks for a mint quote.
///
/// @param amount null where the method lets the payer choose
/// @param description what the payer is shown; null for nothing
/// @param pubkey the key that will sign for minting (NUT-20); null for none
public record MintQuoteRequest(
        Unit unit,
        @Nullable Amount amount,
        @Nullable String description,
        @Nullable Point pubkey) {

    /// Asks for an amount, without description or key.
    public static MintQuoteRequest of(Amount amount, Unit unit) {
        return new MintQuoteRequest(unit, amount, null, null);
    }

    /// The same, and only the holder of `key` can mint.
    public MintQuoteRequest lockedTo(Point key) {
        return new MintQuoteRequest(unit, amount, description, key);
    }
}
