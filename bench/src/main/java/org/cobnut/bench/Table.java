package org.cobnut.bench;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

import org.cobnut.bench.MeasuredMint.Measurement;

/// Prints measurements as a table in Markdown, row by row. A dash is what could not be measured.
final class Table {

    private static final double MEDIAN = 0.5;
    private static final double SLOWEST = 0.99;

    private final PrintStream out;

    Table(PrintStream out) {
        this.out = out;
    }

    void head() {
        out.println("| workload | clients | mint | per second | ratio | p50 ms | p99 ms | CPU ms mint | CPU ms database"
                + " | statements | commits | CPU ms load |");
        out.println("|---|---:|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
    }

    /// Prints one row for each mint.
    ///
    /// @param mints the last one is what `ratio` compares with
    void rows(Workload workload, int clients, List<Measurement> mints) {
        double reference = mints.getLast().load().rate();
        for (var mint : mints) {
            var load = mint.load();
            var each = mint.perRequest();
            out.printf(
                    Locale.ROOT,
                    "| %s | %d | %s | %,.0f | %s | %.1f | %.1f | %s | %s | %s | %s | %s |%n",
                    workload.title(),
                    clients,
                    mint.mint(),
                    load.rate(),
                    mints.size() == 1 ? "–" : number(load.rate() / reference, 1),
                    load.latencies().percentile(MEDIAN),
                    load.latencies().percentile(SLOWEST),
                    number(each.mint(), 2),
                    number(each.database(), 2),
                    number(each.statements(), 2),
                    number(each.commits(), 2),
                    number(each.generator(), 2));
        }
    }

    /// Prints how much memory a mint has used.
    void memory(String mint, double megabytes) {
        out.println("\n" + mint + ": peak RSS " + number(megabytes, 0) + " MB");
    }

    private static String number(double value, int digits) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%." + digits + "f", value) : "–";
    }
}
