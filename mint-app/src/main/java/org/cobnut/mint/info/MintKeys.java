package org.cobnut.mint.info;

import java.util.List;

import org.cobnut.cashu.KeysetInfo;
import org.cobnut.cashu.crypto.Point;

/// The keys that NUT-06 and the page show. The package `keyset` implements this port.
public interface MintKeys {

    /// The key by which the mint is known, whatever keysets come and go.
    Point pubkey();

    /// Active keysets and past ones.
    List<KeysetInfo> keysets();
}
