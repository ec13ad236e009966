package org.cobnut.mint.info;

import java.util.List;

import org.cobnut.cashu.KeysetInfo;
import org.cobnut.cashu.crypto.Point;

/// What the mint tells of its keys, for NUT-06 and the page; whoever holds them implements it.
public interface MintKeys {

    /// The key by which the mint is known, whatever keysets come and go.
    Point pubkey();

    /// Active keysets and past ones.
    List<KeysetInfo> keysets();
}
