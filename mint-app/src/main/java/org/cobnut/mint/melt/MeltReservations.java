package org.cobnut.mint.melt;

import java.util.Objects;
import java.util.Optional;

import org.cobnut.mint.keyset.Keysets;
import org.cobnut.mint.ledger.MeltPayment;
import org.cobnut.mint.ledger.Reservations;
import org.cobnut.mint.ledger.ReservedInputs;
import org.springframework.stereotype.Component;

/// What a melt does to the book step by step: its row of `melt_request` and its [Reservations]. Every step is part
/// of the caller's transaction, in which the caller has already guarded the quote and the saga.
@Component
class MeltReservations {

    private final MeltInputSums requests;
    private final Reservations reservations;
    private final Keysets keysets;

    MeltReservations(MeltInputSums requests, Reservations reservations, Keysets keysets) {
        this.requests = requests;
        this.reservations = reservations;
        this.keysets = keysets;
    }

    /// Reserves the inputs of a melt and writes down its blank outputs.
    ///
    /// @throws org.cobnut.cashu.CashuException as [Reservations#reserve]
    void reserve(MeltSaga saga, AcceptedMelt melt) {
        requests.add(saga.quoteId(), melt.inputs());
        reservations.reserve(saga.reservation(), melt.inputs(), melt.blanks().messages());
    }

    /// What a melt has reserved; nothing once it is over. The rows are read one query after the other: one
    /// inside the other takes two connections, and when all are out in pairs, none is left for anybody's
    /// second.
    Optional<MeltReservation> find(MeltSaga saga) {
        return requests.find(saga.quoteId())
                .map(given -> new MeltReservation(
                        saga.reservation(),
                        given.inputs(),
                        given.fee(),
                        reservations.unsignedOutputs(saga.operation())));
    }

    /// Spends the inputs of a melt and, if it is signed already, stores the change.
    void settle(MeltReservation melt, ChangeOutcome change, MeltPayment payment) {
        switch (change) {
            case ChangeOutcome.Signed(var outputs) -> {
                delete(melt);
                var inputs = lock(melt);
                reservations.settle(inputs, keysets.feesOf(inputs.keysets()), outputs, payment);
            }
            case ChangeOutcome.Owed() -> {
                var inputs = lock(melt);
                reservations.spend(inputs, keysets.feesOf(inputs.keysets()));
            }
        }
    }

    /// Stores the change of a melt whose inputs are spent.
    void complete(MeltReservation melt, ChangeOutcome.Signed change, MeltPayment payment) {
        delete(melt);
        reservations.complete(melt.reservation(), melt.fee(), change.outputs(), payment);
    }

    /// Gives the inputs of a melt back.
    void release(MeltReservation melt) {
        delete(melt);
        reservations.release(lock(melt));
    }

    private ReservedInputs lock(MeltReservation melt) {
        var inputs = reservations.lock(melt.reservation());
        if (!inputs.sum().equals(melt.inputs())) {
            throw new IllegalStateException("melt " + melt.reservation().operation() + " has reserved " + inputs.sum()
                    + ", not " + melt.inputs());
        }
        return inputs;
    }

    private void delete(MeltReservation melt) {
        requests.delete(Objects.requireNonNull(melt.reservation().quoteId(), "a melt pays a quote"));
    }
}
