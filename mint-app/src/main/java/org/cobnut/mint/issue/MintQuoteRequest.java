package org.cobnut.mint.issue;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.Unit;
import org.jspecify.annotations.Nullable;

/// `POST /v1/mint/quote/{method}` (NUT-04, NUT-20, NUT-23).
///
/// @param pubkey left as text, since a key that is none has a code of its own
record MintQuoteRequest(
        @Nullable Amount amount,
        Unit unit,
        @Nullable String description,
        @Nullable String pubkey) {}
