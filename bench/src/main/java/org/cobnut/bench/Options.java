package org.cobnut.bench;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

import org.jspecify.annotations.Nullable;

/// What the command line asks for.
///
/// @param mints measured turn about; the last one is what the others are compared with
/// @param clients numbers of connections, one after the other
/// @param time how long each measurement lasts at most
/// @param warmUp how long each workload runs before it is measured
record Options(List<Address> mints, List<Workload> workloads, List<Integer> clients, Duration time, Duration warmUp) {

    static final String USAGE = """
            usage: bench --mint NAME URL [--pid PID] [--metrics URL] [--database JDBC-URL] [--mint …]
                         [--workloads swap,swap-100,mint,quote,check-state] [--clients 1,8,32,64] [--seconds 5] [--warm-up 10]
            """;

    private static final int MAX_SECONDS = 600;
    private static final int MAX_CLIENTS = 1_000;

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

        private Address with(String option, String value) {
            return switch (option) {
                case "--pid" -> new Address(name, url, Long.valueOf(value), metrics, database);
                case "--metrics" -> new Address(name, url, pid, loopback(value), database);
                case "--database" -> new Address(name, url, pid, metrics, loopbackDatabase(value));
                default -> throw new IllegalArgumentException("unknown option " + option);
            };
        }
    }

    /// Reads the command line.
    ///
    /// @throws IllegalArgumentException saying what is wrong, also for addresses outside of this machine
    static Options parse(String... arguments) {
        var words = new ArrayDeque<>(Arrays.asList(arguments));
        var mints = new ArrayList<Address>();
        var options = new Options(
                mints, List.of(Workload.SWAP), List.of(1, 8, 32, 64), Duration.ofSeconds(5), Duration.ofSeconds(10));
        while (!words.isEmpty()) {
            String option = words.pop();
            if (option.equals("--mint")) {
                mints.add(new Address(next(words, option), loopback(next(words, option))));
            } else {
                options = options.with(option, next(words, option));
            }
        }
        if (mints.isEmpty()) {
            throw new IllegalArgumentException("--mint is missing");
        }
        return options;
    }

    private Options with(String option, String value) {
        return switch (option) {
            case "--workloads" ->
                new Options(
                        mints,
                        Arrays.stream(value.split(",")).map(Workload::parse).toList(),
                        clients,
                        time,
                        warmUp);
            case "--clients" ->
                new Options(
                        mints,
                        workloads,
                        Arrays.stream(value.split(","))
                                .map(number -> number(number, 1, MAX_CLIENTS))
                                .toList(),
                        time,
                        warmUp);
            case "--seconds" -> new Options(mints, workloads, clients, seconds(value, 1), warmUp);
            case "--warm-up" -> new Options(mints, workloads, clients, time, seconds(value, 0));
            default -> {
                if (mints.isEmpty()) {
                    throw new IllegalArgumentException("unknown option " + option + ", or --mint has to come first");
                }
                mints.add(mints.removeLast().with(option, value));
                yield this;
            }
        };
    }

    private static String next(Deque<String> words, String option) {
        String word = words.poll();
        if (word == null) {
            throw new IllegalArgumentException(option + " wants a value");
        }
        return word;
    }

    private static Duration seconds(String text, int least) {
        return Duration.ofSeconds(number(text, least, MAX_SECONDS));
    }

    private static int number(String text, int least, int most) {
        int number = Integer.parseInt(text);
        if (number < least || number > most) {
            throw new IllegalArgumentException(text + " is not within " + least + " and " + most);
        }
        return number;
    }

    private static URI loopback(String text) {
        var url = URI.create(text);
        if (!"http".equals(url.getScheme())) {
            throw new IllegalArgumentException(text + " does not begin with http://");
        }
        requireLoopback(url);
        return url;
    }

    private static String loopbackDatabase(String text) {
        if (!text.startsWith("jdbc:postgresql://")) {
            throw new IllegalArgumentException("only a PostgreSQL can be asked for its figures");
        }
        requireLoopback(URI.create(text.substring("jdbc:".length())));
        return text;
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
