package org.cobnut.cashu.condition;

import org.cobnut.cashu.CashuException;
import org.cobnut.cashu.ErrorCode;

/// The one way in which conditions are refused. The NUTs have no code for it; this is the one that CDK gives.
final class ConditionRefusal {

    private ConditionRefusal() {}

    /// @param detail what is wrong, without a word of the secret or the witness
    static CashuException refused(String detail) {
        return new CashuException(ErrorCode.CONDITION_NOT_MET, detail);
    }
}
