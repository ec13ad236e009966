package org.cobnut.signatory;

import java.util.List;

import org.cobnut.cashu.BlindSignature;
import org.cobnut.cashu.BlindedMessage;
import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.Proof;

/// The holder of a mint's private keys. It may live in another process, so each call takes whole lists, any call
/// may be slow, and none is made while a database transaction is open. Where it is away, calls throw
/// [CashuException] with UNAVAILABLE, and nothing has happened.
///
/// It knows keys and nothing of money: which keyset may be used when, what is spent, and who may spend it are the
/// mint's affair. Safe for any number of threads.
public interface Signatory {

    /// Whether it is in another process, so that a call may fail or take long while its caller lives on.
    boolean isRemote();

    /// Its root key and all its keysets, old ones too, as they are now.
    ///
    /// @throws IllegalStateException if what is stored does not belong to its private keys
    SignatoryKeysets keysets();

    /// Signs, also with keysets that are no longer active: the change of a melt may come after a rotation.
    ///
    /// @return one signature with its DLEQ proof (NUT-12) for each message, in their order
    /// @throws CashuException with KEYSET_UNKNOWN, or with AMOUNT_OUT_OF_RANGE for an amount without a key
    List<BlindSignature> sign(List<BlindedMessage> messages);

    /// Checks that each of `proofs` was signed with the key of its keyset and amount.
    ///
    /// @throws CashuException with KEYSET_UNKNOWN, or with PROOF_INVALID if one was not
    void verify(List<Proof> proofs);

    /// Makes the next keyset of a unit, for ever. Whoever gets no answer looks at [#keysets()] before asking again:
    /// it may have been made.
    ///
    /// @throws RotationConflictException if another caller did since [#keysets()] was last asked here
    /// @throws IllegalArgumentException if the unit's keys would be those of another unit
    SignatoryKeyset rotate(Rotation rotation);
}
