package org.cobnut.mint.ledger;

import org.cobnut.cashu.Amount;
import org.cobnut.mint.ledger.ReservedRows.Spent;
import org.jspecify.annotations.Nullable;

/// A row of the table `completed_operations` that is to be inserted.
///
/// @param payment what a melt paid; null for swaps and mints
/// @param inputs how many proofs it spent, `outputs` how many messages it signed, `quotes` how many it debited
public record CompletedOperation(
        OperationId id,
        OperationKind kind,
        Amount issued,
        Amount redeemed,
        Amount fee,
        @Nullable MeltPayment payment,
        int inputs,
        int outputs,
        int quotes) {

    public static CompletedOperation of(Operation operation) {
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

    /// An operation that was reserved before.
    ///
    /// @param outputs how many were signed
    static CompletedOperation of(
            Reservation reservation,
            Spent spent,
            Amount fee,
            Amount issued,
            int outputs,
            @Nullable MeltPayment payment) {
        int quotes = reservation.quoteId() == null ? 0 : 1;
        return new CompletedOperation(
                reservation.operation(),
                reservation.kind(),
                issued,
                spent.sum(),
                fee,
                payment,
                spent.inputs(),
                outputs,
                quotes);
    }
}
