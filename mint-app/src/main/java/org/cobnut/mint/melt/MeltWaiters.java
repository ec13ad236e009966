package org.cobnut.mint.melt;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Requests that wait for the end of their melt. A change by this replica wakes them; what another replica has
/// changed they find by looking again now and then.
@Component
class MeltWaiters {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

    private final Map<String, CountDownLatch> waiting = new ConcurrentHashMap<>();
    private volatile boolean isStopping;

    /// Returns as soon as `isOver` says so, after `maxWait`, or when this process stops.
    ///
    /// @param quoteId whose changes may change the answer of `isOver`
    void await(String quoteId, Duration maxWait, BooleanSupplier isOver) {
        long deadline = System.nanoTime() + maxWait.toNanos();
        try {
            while (true) {
                var change =
                        waiting.computeIfAbsent(quoteId, _ -> new CountDownLatch(1)); // before looking, to miss none
                long left = deadline - System.nanoTime();
                if (isOver.getAsBoolean() || isStopping || left <= 0) {
                    return;
                }
                var _ = change.await(Math.min(left, LOOK_AGAIN.toNanos()), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            wake(quoteId);
        }
    }

    /// A process that stops answers what it knows, while it still can.
    @EventListener(ContextClosedEvent.class)
    void stop() {
        isStopping = true;
        List.copyOf(waiting.keySet()).forEach(this::wake);
    }

    /// Something has become of a melt of this quote.
    void wake(String quoteId) {
        var change = waiting.remove(quoteId);
        if (change != null) {
            change.countDown();
        }
    }
}
