package org.cobnut.bench;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/// A number of clients, each with a connection and a thread of its own, that send prepared requests as fast as the mint
/// answers.
final class Load {

    private static final Duration ANSWER_LIMIT = Duration.ofMinutes(1);
    private static final int OK = 200;
    private static final int SHOWN = 200;

    private final URI mint;
    private final List<String> requests;
    private final long limitNanos;
    private final @Nullable String[] answers;
    private final long[] nanos;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicReference<@Nullable String> firstRefusal = new AtomicReference<>();

    private Load(URI mint, List<String> requests, Duration limit) {
        this.mint = mint;
        this.requests = requests;
        this.limitNanos = limit.toNanos();
        this.answers = new @Nullable String[requests.size()];
        this.nanos = new long[requests.size()];
    }

    /// What has come of it.
    ///
    /// @param answers by the position of the request; null for what was not sent or was refused
    /// @param latencies of what succeeded
    /// @param elapsed from the first request to the last answer
    /// @param refusal the first answer that was no success, if there was one
    record Result(
            List<@Nullable String> answers,
            Latencies latencies,
            Duration elapsed,
            int refused,
            @Nullable String refusal) {

        /// Successes in a second.
        double rate() {
            return latencies.count() * 1e9 / elapsed.toNanos();
        }
    }

    /// Sends the requests, each once, until all are sent or the time is over.
    static Result run(URI mint, List<String> requests, int clients, Duration limit) {
        return new Load(mint, requests, limit).run(clients);
    }

    private Result run(int clients) {
        var connections = connect(clients);
        long start = System.nanoTime();
        var threads = connections.stream()
                .map(connection -> Thread.ofPlatform().start(() -> send(connection, start)))
                .toList();
        threads.forEach(Load::join);
        var elapsed = Duration.ofNanos(System.nanoTime() - start);
        return new Result(Arrays.asList(answers), new Latencies(nanos), elapsed, refused.get(), firstRefusal.get());
    }

    /// Before the clock starts.
    private List<Connection> connect(int clients) {
        var connections = new ArrayList<Connection>();
        try {
            for (int i = 0; i < clients; i++) {
                connections.add(new Connection(mint, ANSWER_LIMIT));
            }
        } catch (IOException e) {
            throw new IllegalStateException("the mint at " + mint + " cannot be reached", e);
        }
        return connections;
    }

    private void send(Connection connection, long start) {
        try (connection) {
            for (int i = next.getAndIncrement(); i < requests.size(); i = next.getAndIncrement()) {
                long sent = System.nanoTime();
                if (sent - start > limitNanos) {
                    return;
                }
                record(i, sent, connection.send(requests.get(i)));
            }
        } catch (IOException e) {
            refuse(String.valueOf(e));
        }
    }

    private void record(int request, long sent, Connection.Answer answer) {
        if (answer.status() == OK) {
            nanos[request] = System.nanoTime() - sent;
            answers[request] = answer.body();
        } else {
            var body = answer.body();
            refuse(answer.status() + " " + body.substring(0, Math.min(SHOWN, body.length())));
        }
    }

    private void refuse(String what) {
        refused.incrementAndGet();
        firstRefusal.compareAndSet(null, what);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }
}
