package org.cobnut.mint.ledger;

import java.util.List;

import org.cobnut.cashu.Proof;
import org.cobnut.cashu.ProofState;
import org.cobnut.cashu.crypto.Point;
import org.jspecify.annotations.Nullable;

/// A row of the table `proof` that is to be inserted.
///
/// @param quoteId the melt quote that it pays; null in a swap
public record ProofRow(
        Point y, Proof proof, ProofState state, @Nullable String quoteId, OperationKind kind, OperationId operation) {

    static List<ProofRow> of(Inputs inputs, ProofState state, Reservation reservation) {
        return inputs.list().stream()
                .map(input -> new ProofRow(
                        input.y(),
                        input.proof(),
                        state,
                        reservation.quoteId(),
                        reservation.kind(),
                        reservation.operation()))
                .toList();
    }

    public static List<ProofRow> spentBy(List<Operation> group) {
        return group.stream()
                .flatMap(operation -> operation.inputs().stream()
                        .map(input -> new ProofRow(
                                input.y(), input.proof(), ProofState.SPENT, null, operation.kind(), operation.id())))
                .toList();
    }
}
