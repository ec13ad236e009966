package org.cobnut.cashu.crypto;

/// Chooses the provider once, when it is first asked for.
final class PreferredCurve {

    static final Curve INSTANCE = choose();

    private PreferredCurve() {}

    private static Curve choose() {
        try {
            return new NativeCurve();
        } catch (LinkageError | IllegalCallerException _) {
            // No library for this platform, or Java is told to forbid native access. Whoever cares reads the name.
            return new BouncyCastleCurve();
        }
    }
}
