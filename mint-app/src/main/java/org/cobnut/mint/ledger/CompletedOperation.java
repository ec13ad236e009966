package org.cobnut.mint.ledger;

import org.cobnut.cashu.Amount;
import org.jspecify.annotations.Nullable;

/// A row of the table `completed_operations` that is to be inserted.
///
/// @param payment what a melt paid; null for swaps and mints
/// @param inputs how many proofs it spent, `outputs` how many messages it signed, `quotes` how many it drew on
record CompletedOperation(
        OperationId id,
        OperationKind kind,
        Amount issued,
        Amount redeemed,
        Amount fee,
        @Nullable MeltPayment payment,
        int inputs,
        int outputs,
        int quotes) {

    static CompletedOperation of(Operation operation) {
        return new CompletedOperation(
                operation.id(),
                operation.kind(),
                operation.issued(),
                operation.redeemed(),
                operation.fee(),
                null,
                operation.inputs().size(),
                operation.outputs().size(),
                operation.debits().size());
    }
}
