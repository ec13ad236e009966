package org.cobnut.bench;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Stack;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// Reads the command line.
@CommandLine.Command(name = "bench", sortSynopsis = false)
final class Options {

    private static final int MAX_SECONDS = 600;
    private static final int MAX_CLIENTS = 1_000;

    @ArgGroup(exclusive = false, multiplicity = "1..*")
    private List<MintOptions> mints = new ArrayList<>();

    @Option(
            names = "--workloads",
            split = ",",
            defaultValue = "swap",
            paramLabel = "swap,swap-100,mint,quote,check-state",
            hideParamSyntax = true)
    private List<Workload> workloads = List.of();

    @Option(
            names = "--clients",
            split = ",",
            defaultValue = "1,8,32,64",
            paramLabel = "1,8,32,64",
            hideParamSyntax = true)
    private List<Integer> clients = List.of();

    @Option(names = "--seconds", defaultValue = "5", paramLabel = "5")
    private int seconds;

    @Option(names = "--warm-up", defaultValue = "10", paramLabel = "10")
    private int warmUpSeconds;

    private Options() {}

    /// A running mint and where its figures are.
    ///
    /// @param pid its process, for CPU time and memory; null if they are not asked for
    /// @param metrics where its Prometheus endpoint is; null if it has none
    /// @param database JDBC address of its PostgreSQL; null for another database
    record Address(
            String name,
            URI url,
            @Nullable Long pid,
            @Nullable URI metrics,
            @Nullable String database) {

        Address(String name, URI url) {
            this(name, url, null, null, null);
        }
    }

    /// The options that begin with `--mint` and belong to one mint.
    private static final class MintOptions {

        @Option(names = "--mint", required = true, paramLabel = "NAME URL", preprocessor = NameAndUrl.class)
        private @Nullable NamedUrl mint;

        @Option(names = "--pid", paramLabel = "PID")
        private @Nullable Long pid;

        @Option(names = "--metrics", paramLabel = "URL")
        private @Nullable URI metrics;

        @Option(names = "--database", paramLabel = "JDBC-URL")
        private @Nullable String database;

        private Address address() {
            var named = Objects.requireNonNull(mint);
            if (database != null) {
                requireLoopbackDatabase(database);
            }
            return new Address(named.name(), named.url(), pid, metrics, database);
        }
    }

    private record NamedUrl(String name, URI url) {

        private static NamedUrl parse(String text) {
            int end = text.lastIndexOf(' ');
            if (end < 0) {
                throw new IllegalArgumentException("--mint wants a name and a URL");
            }
            return new NamedUrl(text.substring(0, end), loopback(text.substring(end + 1)));
        }
    }

    /// Makes one value of the two words after `--mint`: with a value for each, picocli would not see where the options
    /// of the next mint begin.
    static final class NameAndUrl implements CommandLine.IParameterPreprocessor {

        @Override
        public boolean preprocess(
                Stack<String> words, CommandSpec command, ArgSpec option, Map<String, Object> information) {
            if (words.size() > 1) {
                words.push(words.pop() + " " + words.pop());
            }
            return false;
        }
    }

    /// Reads the command line.
    ///
    /// @throws IllegalArgumentException saying what is wrong, also for addresses outside of this machine
    static Options parse(String... arguments) {
        var options = new Options();
        try {
            line(options).parseArgs(arguments);
        } catch (ParameterException error) {
            throw new IllegalArgumentException(error.getMessage(), error);
        }
        options.requireBounds();
        return options;
    }

    /// What the command line may hold.
    static String usage() {
        return "usage: " + line(new Options()).getHelp().synopsis(0).replace("--mint=", "--mint ");
    }

    private static CommandLine line(Options options) {
        return new CommandLine(options)
                .setExpandAtFiles(false)
                .registerConverter(Workload.class, Workload::parse)
                .registerConverter(NamedUrl.class, NamedUrl::parse)
                .registerConverter(URI.class, Options::loopback);
    }

    /// The mints in the order in which they are measured; the last one is what the others are compared with.
    List<Address> mints() {
        return mints.stream().map(MintOptions::address).toList();
    }

    List<Workload> workloads() {
        return workloads;
    }

    /// Numbers of connections, one after the other.
    List<Integer> clients() {
        return clients;
    }

    /// How long each measurement lasts at most.
    Duration time() {
        return Duration.ofSeconds(seconds);
    }

    /// How long each workload runs before it is measured.
    Duration warmUp() {
        return Duration.ofSeconds(warmUpSeconds);
    }

    private void requireBounds() {
        var _ = mints();
        clients.forEach(number -> requireWithin(number, 1, MAX_CLIENTS));
        requireWithin(seconds, 1, MAX_SECONDS);
        requireWithin(warmUpSeconds, 0, MAX_SECONDS);
    }

    private static void requireWithin(int number, int least, int most) {
        if (number < least || number > most) {
            throw new IllegalArgumentException(number + " is not within " + least + " and " + most);
        }
    }

    private static URI loopback(String text) {
        var url = URI.create(text);
        if (!"http".equals(url.getScheme())) {
            throw new IllegalArgumentException(text + " does not begin with http://");
        }
        requireLoopback(url);
        return url;
    }

    private static void requireLoopbackDatabase(String text) {
        if (!text.startsWith("jdbc:postgresql://")) {
            throw new IllegalArgumentException("only a PostgreSQL can be asked for its figures");
        }
        requireLoopback(URI.create(text.substring("jdbc:".length())));
    }

    /// Load on other people's machines is an attack, and the figures of a network are not the mint's.
    private static void requireLoopback(URI url) {
        try {
            if (url.getHost() == null || !InetAddress.getByName(url.getHost()).isLoopbackAddress()) {
                throw new IllegalArgumentException("only mints on this machine's loopback can be measured");
            }
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("there is no host " + url.getHost(), e);
        }
    }
}
