package org.cobnut.bench;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import org.cobnut.bench.MeasuredMint.Measurement;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TableTests {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final Table table = new Table(new PrintStream(written, true, StandardCharsets.UTF_8));

    @Test
    void comparesWithTheLastMint() {
        table.rows(
                Workload.SWAP,
                8,
                List.of(
                        measurement("a", 4, new Gauges.Reading(0.5, 0.25, 0.02, 3, 1)),
                        measurement("b", 2, new Gauges.Reading(1.5, Double.NaN, 0.02, Double.NaN, 1))));

        assertThat(lines())
                .containsExactly(
                        "| swap 2/2 | 8 | a | 4 | 2.0 | 3.0 | 3.0 | 0.50 | 0.25 | 3.00 | 1.00 | 0.02 |",
                        "| swap 2/2 | 8 | b | 2 | 1.0 | 3.0 | 3.0 | 1.50 | – | – | 1.00 | 0.02 |");
    }

    @Test
    void hasNoRatioForOneMint() {
        table.rows(Workload.QUOTE, 1, List.of(measurement("a", 3, new Gauges.Reading(1, 1, 1, 1, 1))));

        assertThat(lines())
                .containsExactly("| mint quote | 1 | a | 3 | – | 3.0 | 3.0 | 1.00 | 1.00 | 1.00 | 1.00 | 1.00 |");
    }

    private List<String> lines() {
        return written.toString(StandardCharsets.UTF_8).lines().toList();
    }

    /// Requests of three milliseconds, all in one second.
    private static Measurement measurement(String mint, int count, Gauges.Reading perRequest) {
        long[] nanos = new long[count];
        Arrays.fill(nanos, 3_000_000);
        var result = new Load.Result(List.of(), new Latencies(nanos), Duration.ofSeconds(1), 0, null);
        return new Measurement(mint, result, perRequest);
    }
}
