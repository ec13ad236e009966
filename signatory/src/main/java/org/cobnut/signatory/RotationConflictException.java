package org.cobnut.signatory;

import org.cobnut.cashu.Unit;

/// A keyset was not made because the unit has got another one meanwhile. Whoever asked has to look at that one and
/// decide anew.
public final class RotationConflictException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RotationConflictException(Unit unit) {
        super("the keyset of unit " + unit + " was rotated by somebody else at the same time");
    }
}
