package org.cobnut.bench;

import java.util.Arrays;

/// How long the answers to some requests took.
final class Latencies {

    private static final double NANOS_PER_MS = 1e6;

    private final long[] sorted;

    /// Takes times in nanoseconds; 0 stands for a request that had no answer.
    Latencies(long[] nanos) {
        this.sorted = Arrays.stream(nanos).filter(time -> time > 0).sorted().toArray();
    }

    /// How many requests were answered.
    int count() {
        return sorted.length;
    }

    /// What this share of the answers did not exceed, in milliseconds; NaN without answers.
    double percentile(double share) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        int index = (int) Math.ceil(share * sorted.length) - 1;
        return sorted[Math.max(0, index)] / NANOS_PER_MS;
    }
}
