package org.cobnut.signatory;

import java.util.List;

import org.cobnut.cashu.crypto.Point;

/// What a signatory publishes.
///
/// @param rootPublicKey names the signatory: the public key of the seed's root, from which no keyset's keys follow
/// @param keysets all there ever were, unit by unit in the order of their creation
public record SignatoryKeysets(Point rootPublicKey, List<SignatoryKeyset> keysets) {

    public SignatoryKeysets {
        keysets = List.copyOf(keysets);
    }
}
