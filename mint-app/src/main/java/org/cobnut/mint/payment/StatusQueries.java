package org.cobnut.mint.payment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/// Queries to processors that wallets cause by asking about their quotes. All queries of a request run at the same
/// time. The wallet waits for a bounded time: what they find later, it learns when it asks again.
@Component
public class StatusQueries {

    private static final Logger log = LoggerFactory.getLogger(StatusQueries.class);

    private final Duration maxWait;
    private final Semaphore places;

    @Autowired
    StatusQueries(ProcessorCallSettings settings) {
        this(settings.statusQueryWithin(), settings.statusQueries());
    }

    /// @param maxWait how long a request waits
    /// @param atOnce queries of all requests together; more are left out
    public StatusQueries(Duration maxWait, int atOnce) {
        this.maxWait = maxWait;
        this.places = new Semaphore(atOnce);
    }

    /// Runs `queries`, and returns when all have ended or the time is over. An error of one of them is logged.
    public void run(List<Runnable> queries) {
        var threads = new ArrayList<Thread>();
        for (var query : queries) {
            if (places.tryAcquire()) {
                threads.add(Thread.ofVirtual().name("status query").start(() -> run(query)));
            }
        }
        await(threads);
    }

    private void run(Runnable query) {
        try {
            query.run();
        } catch (RuntimeException error) {
            log.warn("A status query has failed; the quote's state stays as it was known: {}", error.toString());
        } finally {
            places.release();
        }
    }

    private void await(List<Thread> threads) {
        long deadline = System.nanoTime() + maxWait.toNanos();
        try {
            for (var thread : threads) {
                if (!thread.join(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))) {
                    return;
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
