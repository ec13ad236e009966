package org.cobnut.mint.keyset;

import org.cobnut.cashu.crypto.Curve;
import org.springframework.boot.autoconfigure.preinitialize.BackgroundPreinitializer;

/// Loads and links libsecp256k1 on a second core while the first reads the configuration.
class CurvePreinitializer implements BackgroundPreinitializer {

    @Override
    public void preinitialize() {
        Curve.preferred();
    }
}
