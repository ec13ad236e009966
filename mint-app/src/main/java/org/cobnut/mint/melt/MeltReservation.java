package org.cobnut.mint.melt;

import java.util.List;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.BlindedMessage;
import org.cobnut.mint.ledger.Reservation;

/// What a melt under way has reserved.
///
/// @param reservation its rows in the book
/// @param inputs what its inputs are worth together
/// @param fee what spending them costs
/// @param blanks the outputs that its change may be signed on, in the order of the request
record MeltReservation(Reservation reservation, Amount inputs, Amount fee, List<BlindedMessage> blanks) {

    MeltReservation {
        blanks = List.copyOf(blanks);
    }
}
