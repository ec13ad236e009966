package org.cobnut.cashu.crypto;

/// Chooses the provider once, when it is first asked for.
final class PreferredCurve {

    static final Curve INSTANCE = new BouncyCastleCurve();

    private PreferredCurve() {}
}
