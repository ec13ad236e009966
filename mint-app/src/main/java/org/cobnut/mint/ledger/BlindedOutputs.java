package org.cobnut.mint.ledger;

import java.util.List;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.BlindedMessage;
import org.cobnut.cashu.Unit;

/// The outputs of a request: at least one, no two alike, of active keysets of one unit.
///
/// @param sum what they will be worth together
public record BlindedOutputs(List<BlindedMessage> messages, Unit unit, Amount sum) {

    public BlindedOutputs {
        messages = List.copyOf(messages);
    }
}
