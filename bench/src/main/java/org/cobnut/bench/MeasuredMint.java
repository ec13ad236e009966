package org.cobnut.bench;

import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

import org.cobnut.bench.Options.Address;

/// A mint with its supply of requests and its gauges.
final class MeasuredMint implements AutoCloseable {

    private static final int WARM_UP_CLIENTS = 8;
    private static final double FIRST_RATE = 300;
    private static final double SPARE = 1.5;
    private static final int LEAST = 256;
    /// Bounds memory: of requests, and of proofs and outputs in them.
    private static final int MOST = 40_000;

    private static final int MOST_PROOFS = 100_000;

    private final Address address;
    private final Supply supply;
    private final Gauges gauges;
    private final Map<Workload, Double> rates = new EnumMap<>(Workload.class);

    MeasuredMint(Address address) throws SQLException {
        this.address = address;
        this.supply = new Supply(address.url());
        this.gauges = new Gauges(address);
    }

    /// One line of the table.
    ///
    /// @param perRequest what one request has consumed
    record Measurement(String mint, Load.Result load, Gauges.Reading perRequest) {}

    String name() {
        return address.name();
    }

    double peakMemory() {
        return gauges.peakMemory();
    }

    /// Runs a workload without measuring, until it has run for the given time.
    void warmUp(Workload workload, Duration time) {
        var left = time;
        while (left.isPositive()) {
            left = left.minus(measure(workload, WARM_UP_CLIENTS, left).load().elapsed());
        }
    }

    /// Runs a workload for the given time, or a little shorter where the mint is faster than it was before.
    Measurement measure(Workload workload, int clients, Duration time) {
        var batch = supply.prepare(workload, count(workload, time));
        var requests = batch.texts();
        // Now, so that the generator does not collect garbage while it measures.
        System.gc();
        var before = gauges.read();
        var result = Load.run(address.url(), requests, clients, time);
        var perRequest = gauges.read().since(before, result.latencies().count());
        supply.collect(batch, result);
        rates.merge(workload, result.rate(), Math::max);
        return new Measurement(address.name(), result, perRequest);
    }

    @Override
    public void close() throws SQLException {
        gauges.close();
    }

    private int count(Workload workload, Duration time) {
        double first = workload == Workload.SWAP_100 ? FIRST_RATE / workload.size() : FIRST_RATE;
        double wanted = rates.getOrDefault(workload, first) * time.toMillis() / 1e3 * SPARE;
        int most = Math.min(MOST, MOST_PROOFS / Math.max(1, workload.size()));
        return (int) Math.clamp(wanted, Math.min(LEAST, most), most);
    }
}
