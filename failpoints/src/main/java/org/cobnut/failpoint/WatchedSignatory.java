package org.cobnut.failpoint;

import java.util.List;
import java.util.function.Supplier;

import org.cobnut.cashu.BlindSignature;
import org.cobnut.cashu.BlindedMessage;
import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;
import org.cobnut.cashu.Proof;
import org.cobnut.failpoint.Failpoint.Moment;
import org.cobnut.failpoint.Failpoint.Seam;
import org.cobnut.signatory.Rotation;
import org.cobnut.signatory.Signatory;
import org.cobnut.signatory.SignatoryKeyset;
import org.cobnut.signatory.SignatoryKeysets;

/// A signatory with failpoints before and after it signs. Where an answer is lost, it looks as if it were away.
record WatchedSignatory(Signatory signatory, Failpoints failpoints) implements Signatory {

    @Override
    public boolean isRemote() {
        return signatory.isRemote();
    }

    @Override
    public SignatoryKeysets keysets() {
        return signatory.keysets();
    }

    @Override
    public List<BlindSignature> sign(List<BlindedMessage> messages) {
        try {
            return watched(() -> signatory.sign(messages));
        } catch (Failpoints.LostAnswerException lost) {
            throw new CashuException(ErrorCode.UNAVAILABLE, String.valueOf(lost.getMessage()));
        }
    }

    @Override
    public void verify(List<Proof> proofs) {
        signatory.verify(proofs);
    }

    @Override
    public SignatoryKeyset rotate(Rotation rotation) {
        return signatory.rotate(rotation);
    }

    private <T> T watched(Supplier<T> signing) {
        failpoints.pass(Moment.BEFORE, Seam.SIGN.name());
        var result = signing.get();
        failpoints.pass(Moment.AFTER, Seam.SIGN.name());
        return result;
    }
}
