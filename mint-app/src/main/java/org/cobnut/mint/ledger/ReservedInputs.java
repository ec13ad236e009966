package org.cobnut.mint.ledger;

import java.util.List;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.KeysetId;
import org.cobnut.cashu.ProofState;
import org.cobnut.mint.ledger.ReservedRows.ReservedProof;

/// The proofs that an operation has reserved, locked until the transaction ends.
public final class ReservedInputs {

    private final Reservation reservation;
    private final List<ReservedProof> proofs;

    ReservedInputs(Reservation reservation, List<ReservedProof> proofs) {
        this.reservation = reservation;
        this.proofs = List.copyOf(proofs);
    }

    Reservation reservation() {
        return reservation;
    }

    public boolean isEmpty() {
        return proofs.isEmpty();
    }

    public int size() {
        return proofs.size();
    }

    /// What they are worth together.
    public Amount sum() {
        return Amount.sum(proofs.stream().map(ReservedProof::amount).toList());
    }

    /// Their keysets, one for each proof: what their fees are worked out from.
    public List<KeysetId> keysets() {
        return proofs.stream().map(ReservedProof::keysetId).toList();
    }

    /// From reserved to redeemed.
    void redeem(KeysetSums.Collector sums) {
        proofs.forEach(proof -> sums.moveToRedeemed(proof.keysetId(), proof.amount()));
    }

    /// No longer reserved.
    void release(KeysetSums.Collector sums) {
        proofs.forEach(proof -> sums.subtractReserved(proof.keysetId(), proof.amount()));
    }

    ProofsChanged changedTo(ProofState state) {
        return new ProofsChanged(proofs.stream().map(proof -> proof.in(state)).toList());
    }
}
