package org.cobnut.bench;

import java.net.http.HttpClient;
import java.nio.file.Path;
import java.sql.SQLException;

import org.cobnut.bench.Options.Address;
import org.jspecify.annotations.Nullable;

/// Reads what a mint has consumed since its start. What cannot be known is NaN.
final class Gauges implements AutoCloseable {

    private final Address address;
    private final Processes processes = new Processes(Path.of("/proc"));
    private final HttpClient http = HttpClient.newHttpClient();
    private final @Nullable Postgres postgres;

    Gauges(Address address) throws SQLException {
        this.address = address;
        this.postgres = address.database() == null ? null : new Postgres(address.database(), processes);
    }

    /// A reading of all gauges.
    ///
    /// @param mint CPU time of the mint, in milliseconds
    /// @param database CPU time of the database's own processes, in milliseconds
    /// @param generator CPU time of this process, in milliseconds
    /// @param commits of the database where it can be asked, else as the mint says
    record Reading(double mint, double database, double generator, double statements, double commits) {

        /// What was consumed between an earlier reading and this one, for each of `count` requests.
        Reading since(Reading before, long count) {
            return new Reading(
                    (mint - before.mint) / count,
                    (database - before.database) / count,
                    (generator - before.generator) / count,
                    (statements - before.statements) / count,
                    (commits - before.commits) / count);
        }
    }

    Reading read() {
        var counts = address.metrics() == null ? StatementCounts.UNKNOWN : StatementCounts.of(http, address.metrics());
        return new Reading(
                address.pid() == null ? Double.NaN : processes.cpuMillis(address.pid()),
                postgres == null ? Double.NaN : postgres.cpuMillis(),
                processes.cpuMillis(ProcessHandle.current().pid()),
                counts.statements(),
                postgres == null ? counts.commits() : postgres.writeTransactions());
    }

    /// The most memory that the mint has had, in megabytes.
    double peakMemory() {
        return address.pid() == null ? Double.NaN : processes.peakMemory(address.pid());
    }

    @Override
    public void close() throws SQLException {
        http.close();
        if (postgres != null) {
            postgres.close();
        }
    }
}
