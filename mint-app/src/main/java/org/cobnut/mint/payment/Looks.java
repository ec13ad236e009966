package org.cobnut.mint.payment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/// Looks at processors that wallets cause by asking about their quotes. All looks of a request are taken at the same
/// time, and the wallet waits for them only so long: what they find later, it learns when it asks again.
@Component
public class Looks {

    private static final Logger log = LoggerFactory.getLogger(Looks.class);

    private final Duration patience;
    private final Semaphore places;

    @Autowired
    Looks(PaymentSwitches settings) {
        this(settings.lookWithin(), settings.looks());
    }

    /// @param patience how long a request waits
    /// @param atOnce looks of all requests together; more are left out
    public Looks(Duration patience, int atOnce) {
        this.patience = patience;
        this.places = new Semaphore(atOnce);
    }

    /// Takes `looks`, and returns when all are through or the time is over. What goes wrong with one is logged.
    public void take(List<Runnable> looks) {
        var threads = new ArrayList<Thread>();
        for (var look : looks) {
            if (places.tryAcquire()) {
                threads.add(Thread.ofVirtual().name("look").start(() -> take(look)));
            }
        }
        await(threads);
    }

    private void take(Runnable look) {
        try {
            look.run();
        } catch (RuntimeException error) {
            log.warn("a look at a processor has failed: {}", error.toString());
        } finally {
            places.release();
        }
    }

    private void await(List<Thread> threads) {
        long deadline = System.nanoTime() + patience.toNanos();
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
