package org.cobnut.acceptance;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import org.cobnut.wallet.client.MintClient;

/// Several customers who act at the same time, until they are told to go home.
final class Crowd implements AutoCloseable {

    private static final int CUSTOMERS = 6;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicBoolean isClosing = new AtomicBoolean();
    private final List<Customer> customers;
    private final List<Future<?>> acting;

    private Crowd(List<Customer> customers) {
        this.customers = customers;
        this.acting = customers.stream().<Future<?>>map(this::act).toList();
    }

    /// @param mints the replicas of one mint
    /// @param random decides what they do
    static Crowd at(List<RunningMint> mints, Random random) {
        var http = MintClient.http(Duration.ofSeconds(2));
        List<URI> urls = mints.stream().map(RunningMint::url).toList();
        return new Crowd(Stream.generate(() -> new Customer(http, urls, new Random(random.nextLong())))
                .limit(CUSTOMERS)
                .toList());
    }

    /// How many things they have done.
    int deeds() {
        return customers.stream().mapToInt(Customer::deeds).sum();
    }

    /// Lets them finish what they are at, and asserts that nobody was let down and each has what is due.
    void sendHome() {
        isClosing.set(true);
        try {
            for (var future : acting) {
                future.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError("a customer was let down", e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
        customers.forEach(Customer::requireAllThere);
    }

    @Override
    public void close() {
        isClosing.set(true);
        threads.shutdownNow();
    }

    private Future<?> act(Customer customer) {
        return threads.submit(() -> {
            while (!isClosing.get()) {
                customer.act();
            }
        });
    }
}
