package org.cobnut.mint.melt;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

import org.cobnut.cashu.crypto.Sha256;
import org.cobnut.mint.store.KeyValueName;
import org.cobnut.mint.store.KeyValues;
import org.cobnut.payment.NodeId;
import org.springframework.stereotype.Component;

/// Nodes that pay nothing any more, on any replica, because one of them broke its word. An operator who has
/// found out why deletes the row of `kv_store`.
@Component
class StoppedNodes {

    private final KeyValues values;

    StoppedNodes(KeyValues values) {
        this.values = values;
    }

    boolean isStopped(NodeId node) {
        return values.get(name(node)).isPresent();
    }

    /// Part of the caller's transaction.
    void stop(NodeId node) {
        values.putIfAbsent(name(node), node.value());
    }

    private static KeyValueName name(NodeId node) {
        var hash = Sha256.hash(node.value().getBytes(StandardCharsets.UTF_8));
        return new KeyValueName("cobnut_mint", "melt_stopped", HexFormat.of().formatHex(hash));
    }
}
