package org.cobnut.mint.melt;

import org.cobnut.mint.ledger.BlindedOutputs;
import org.cobnut.mint.ledger.Inputs;

/// A melt that nothing is known against, except what the database decides.
///
/// @param blanks the outputs that its change may be signed on
record AcceptedMelt(MeltQuote.Payable quote, Inputs inputs, BlindedOutputs blanks) {

    MeltTerms terms() {
        return quote.terms();
    }
}
