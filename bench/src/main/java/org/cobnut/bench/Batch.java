package org.cobnut.bench;

import java.util.List;

import org.cobnut.cashu.Proof;
import org.cobnut.wallet.output.Output;

/// Requests of one workload, made before they are sent.
record Batch(List<Prepared> requests) {

    /// One request.
    ///
    /// @param text as it goes over the wire
    /// @param spends what it spends or shows
    /// @param outputs what it has signed
    record Prepared(String text, List<Proof> spends, List<Output> outputs) {}

    List<String> texts() {
        return requests.stream().map(Prepared::text).toList();
    }
}
