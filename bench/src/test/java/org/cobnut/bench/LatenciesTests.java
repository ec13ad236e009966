package org.cobnut.bench;

import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LatenciesTests {

    @Test
    void findsPercentilesInAnyOrder() {
        var latencies = new Latencies(
                LongStream.rangeClosed(1, 100).map(i -> (101 - i) * 1_000_000).toArray());

        assertThat(latencies.percentile(0.5)).isEqualTo(50);
        assertThat(latencies.percentile(0.99)).isEqualTo(99);
        assertThat(latencies.percentile(1)).isEqualTo(100);
    }

    @Test
    void countsOnlyWhatWasAnswered() {
        var latencies = new Latencies(new long[] {0, 5_000_000, 0});

        assertThat(latencies.count()).isEqualTo(1);
        assertThat(latencies.percentile(0.5)).isEqualTo(5);
    }

    @Test
    void knowsNothingWithoutAnswers() {
        assertThat(new Latencies(new long[0]).percentile(0.5)).isNaN();
    }
}
