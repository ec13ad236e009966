package org.cobnut.mint.melt;

import org.cobnut.mint.ledger.BlindedOutputs;
import org.cobnut.mint.ledger.Inputs;

/// A melt that has passed all checks except those of the database.
///
/// @param blanks the outputs that its change may be signed on
record AcceptedMelt(MeltQuote.Payable quote, Inputs inputs, BlindedOutputs blanks) {

    MeltTerms terms() {
        return quote.terms();
    }
}
