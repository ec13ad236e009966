package org.cobnut.mint.swap;

import java.util.List;

import org.cobnut.cashu.BlindSignature;
import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.mint.ledger.BlindedOutputs;
import org.cobnut.mint.ledger.Inputs;
import org.cobnut.mint.ledger.Operation;
import org.cobnut.mint.ledger.OperationId;
import org.cobnut.mint.ledger.RequestValidation;

/// How far a swap has come: one record per state, each with the only step that leads on.
///
/// With a signatory in this process nothing has to be stored before it is asked: all the states but the last
/// are in memory, a crash in any of them leaves nothing, and one transaction makes the swap [Completed]. With
/// one elsewhere, [SetupComplete] is stored too, by a transaction of its own, and what a crash leaves is
/// released.
sealed interface SwapState {

    /// Read, and nothing yet known against it.
    record Initial(Inputs inputs, BlindedOutputs outputs) implements SwapState {

        /// @throws CashuException 11010 if the units differ
        public Initial {
            RequestValidation.requireSame(inputs.unit(), outputs.unit());
        }

        /// Once signatures and spending conditions of the inputs have been verified.
        ///
        /// @throws CashuException 11005 unless what comes in, less the fee, is what goes out
        SetupComplete verified(OperationId id) {
            if (!inputs.sum().equals(outputs.sum().plus(inputs.fee()))) {
                throw new CashuException(
                        ErrorCode.UNBALANCED,
                        "inputs of " + inputs.sum() + " less a fee of " + inputs.fee() + " are not outputs of "
                                + outputs.sum());
            }
            return new SetupComplete(id, inputs, outputs);
        }
    }

    /// It has passed all checks except those of the database.
    record SetupComplete(OperationId id, Inputs inputs, BlindedOutputs outputs) implements SwapState {

        Signed signed(List<BlindSignature> signatures) {
            return new Signed(Operation.swap(id, inputs, outputs, signatures), signatures);
        }
    }

    /// The signatures exist, and nobody has seen them.
    record Signed(Operation operation, List<BlindSignature> signatures) implements SwapState {

        Completed committed() {
            return new Completed(signatures);
        }
    }

    /// The inputs are spent, and the signatures are the wallet's.
    record Completed(List<BlindSignature> signatures) implements SwapState {}
}
