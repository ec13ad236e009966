package org.cobnut.mint.ledger;

import java.util.List;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.BlindedMessage;

/// What a melt under way holds.
///
/// @param inputs what its inputs are worth together
/// @param fee what spending them costs
/// @param blanks the outputs that its change may be signed on, in the order of the request
public record Reservation(
        OperationId operation, String quoteId, Amount inputs, Amount fee, List<BlindedMessage> blanks) {

    public Reservation {
        blanks = List.copyOf(blanks);
    }
}
