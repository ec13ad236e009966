package org.cobnut.mint.ledger;

import java.util.List;
import java.util.Map;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.KeysetId;
import org.cobnut.cashu.Proof;
import org.cobnut.cashu.Unit;
import org.cobnut.cashu.crypto.Point;

/// The inputs of a request: at least one, no two alike, of known keysets of one unit.
///
/// @param sum what they are worth together
/// @param fees what spending them costs, by keyset; together it is rounded up once
public record Inputs(List<Input> list, Unit unit, Amount sum, Map<KeysetId, Amount> fees) {

    public Inputs {
        list = List.copyOf(list);
        fees = Map.copyOf(fees);
    }

    public List<Proof> proofs() {
        return list.stream().map(Input::proof).toList();
    }

    public List<Point> ys() {
        return list.stream().map(Input::y).toList();
    }

    /// The fee of all of them (NUT-02).
    public Amount fee() {
        return Amount.sum(fees.values());
    }
}
