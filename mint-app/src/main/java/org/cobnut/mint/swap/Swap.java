package org.cobnut.mint.swap;

import java.time.Clock;
import java.util.List;

import org.cobnut.cashu.BlindSignature;
import org.cobnut.cashu.BlindedMessage;
import org.cobnut.cashu.Proof;
import org.cobnut.cashu.condition.SpendingConditions;
import org.cobnut.cashu.crypto.Curve;
import org.cobnut.mint.http.Limits;
import org.cobnut.mint.keyset.Keysets;
import org.cobnut.mint.ledger.Ledger;
import org.cobnut.mint.ledger.Replays;
import org.cobnut.mint.ledger.RequestValidation;
import org.cobnut.mint.swap.SwapState.Completed;
import org.cobnut.mint.swap.SwapState.Initial;
import org.cobnut.mint.swap.SwapState.SetupComplete;
import org.cobnut.mint.swap.SwapState.Signed;
import org.springframework.stereotype.Component;

/// Exchanges proofs for signatures of the same worth, less the fee: all of it or nothing (NUT-03).
@Component
class Swap {

    private final RequestValidation validation;
    private final Keysets keysets;
    private final Ledger ledger;
    private final TwoPhaseSwaps twoPhaseSwaps;
    private final Replays replays;
    private final DuplicateSwaps duplicates;
    private final Clock clock;
    private final SpendingConditions conditions;

    Swap(
            RequestValidation validation,
            Keysets keysets,
            Ledger ledger,
            TwoPhaseSwaps twoPhaseSwaps,
            Replays replays,
            DuplicateSwaps duplicates,
            Clock clock,
            Limits limits) {
        this.validation = validation;
        this.keysets = keysets;
        this.ledger = ledger;
        this.twoPhaseSwaps = twoPhaseSwaps;
        this.replays = replays;
        this.duplicates = duplicates;
        this.clock = clock;
        this.conditions = new SpendingConditions(Curve.preferred(), limits.signatureChecks());
    }

    /// Carries the swap out, or answers as before if this very swap has been.
    ///
    /// @return one signature for each output, in their order
    /// @throws org.cobnut.cashu.CashuException if it is refused; then nothing has changed, and after UNAVAILABLE a
    ///     repeat tells
    List<BlindSignature> execute(List<Proof> inputs, List<BlindedMessage> outputs) {
        return duplicates.waitForSameSwap(
                inputs,
                outputs,
                () -> replays.ofSwap(
                        inputs,
                        outputs,
                        () -> carryOut(verify(read(inputs, outputs))).signatures()));
    }

    private Completed carryOut(SetupComplete swap) {
        return keysets.isRemote() ? carryOutInTwoPhases(swap) : commit(sign(swap));
    }

    /// What is not completed at the end is released.
    private Completed carryOutInTwoPhases(SetupComplete swap) {
        try (var reservation = twoPhaseSwaps.reserve(swap.id(), swap.inputs(), swap.outputs())) {
            var signed = sign(swap);
            reservation.complete(signed.operation());
            return signed.committed();
        }
    }

    private Initial read(List<Proof> inputs, List<BlindedMessage> outputs) {
        var signed = validation.outputs(outputs);
        return new Initial(validation.inputs(inputs, signed.unit()), signed);
    }

    private SetupComplete verify(Initial swap) {
        var proofs = swap.inputs().proofs();
        return ledger.checkUnspent(swap.inputs(), () -> {
            keysets.verify(proofs);
            conditions.verify(proofs, swap.outputs().messages(), null, clock.instant());
            return swap.verified(ledger.newOperation());
        });
    }

    private Signed sign(SetupComplete swap) {
        return swap.signed(keysets.sign(swap.outputs().messages()));
    }

    private Completed commit(Signed swap) {
        ledger.commit(swap.operation());
        return swap.committed();
    }
}
