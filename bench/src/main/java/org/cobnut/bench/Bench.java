package org.cobnut.bench;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import org.cobnut.bench.MeasuredMint.Measurement;

/// Puts load on running mints, turn about, and prints what an exchange costs each.
///
/// It ends with 1 where a mint has refused something, since its figures are then worth nothing, and with 64 where the
/// command line is wrong.
public final class Bench {

    private static final int USAGE = 64;

    private final Options options;
    private final Table table = new Table(System.out);
    private final List<String> refusals = new ArrayList<>();

    private Bench(Options options) {
        this.options = options;
    }

    /// Runs what the command line asks for; its usage says what that may be.
    public static void main(String[] arguments) throws SQLException {
        System.exit(run(arguments));
    }

    private static int run(String[] arguments) throws SQLException {
        try {
            var bench = new Bench(Options.parse(arguments));
            bench.run();
            bench.refusals.forEach(System.err::println);
            return bench.refusals.isEmpty() ? 0 : 1;
        } catch (IllegalArgumentException e) {
            System.err.println("bench: " + e.getMessage() + "\n" + Options.usage());
            return USAGE;
        }
    }

    private void run() throws SQLException {
        var mints = new ArrayList<MeasuredMint>();
        try {
            for (var address : options.mints()) {
                mints.add(new MeasuredMint(address));
            }
            table.head();
            options.workloads().forEach(workload -> run(workload, mints));
            mints.forEach(mint -> table.memory(mint.name(), mint.peakMemory()));
        } finally {
            for (var mint : mints) {
                mint.close();
            }
        }
    }

    private void run(Workload workload, List<MeasuredMint> mints) {
        mints.forEach(mint -> mint.warmUp(workload, options.warmUp()));
        for (int clients : options.clients()) {
            var measured = mints.stream()
                    .map(mint -> mint.measure(workload, clients, options.time()))
                    .toList();
            measured.forEach(this::note);
            table.rows(workload, clients, measured);
        }
    }

    private void note(Measurement measured) {
        if (measured.load().refusal() != null) {
            refusals.add(measured.mint() + " has refused " + measured.load().refused() + ", first with "
                    + measured.load().refusal());
        }
    }
}
