package org.cobnut.mint.subscription;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.cobnut.mint.issue.MintQuoteChanged;
import org.cobnut.mint.ledger.ProofsChanged;
import org.cobnut.mint.melt.MeltQuoteChanged;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;

/// The one thread that tells sockets what has changed.
///
/// Features publish after their commit, and all that happens in their thread is that a [Task] is put on a
/// bounded queue. What does not fit, and what other replicas change, is found by looking at everything that is
/// watched, once per tick. Because one thread reads and tells, nothing is told out of order and a new subscription
/// misses nothing.
@Component
class Announcer implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Announcer.class);

    private static final int MAX_AT_ONCE = 500;
    private static final int MAX_READ = 1000;

    private final Snapshots snapshots;
    private final Watch watch;
    private final BlockingQueue<Task> queue;
    private final long tickNanos;
    private final int maxWatched;
    private final AtomicInteger watched;
    private final Counter dropped;
    private volatile boolean isRunning;

    Announcer(Snapshots snapshots, JsonRpc rpc, SubscriptionSettings settings, MeterRegistry meters) {
        this.snapshots = snapshots;
        watch = new Watch(rpc);
        queue = new ArrayBlockingQueue<>(settings.queue());
        tickNanos = settings.tick().toNanos();
        maxWatched = settings.watched();
        watched = new AtomicInteger();
        Gauge.builder("cobnut.subscription.watched", watched, AtomicInteger::get)
                .description("Quotes and proofs that this replica's WebSockets watch")
                .register(meters);
        dropped = Counter.builder("cobnut.subscription.dropped")
                .description("Changes that found the queue to WebSockets full; the next tick finds them")
                .register(meters);
    }

    /// What waits for the thread.
    private sealed interface Task {

        record Begin(Subscription subscription) implements Task {}

        record End(Subscription subscription) implements Task {}

        /// Something that has to be read before it can be told.
        record Changed(Topic topic) implements Task {}

        /// Proofs whose new state came with the event.
        record Moved(ProofsChanged proofs) implements Task {}
    }

    /// Begins to tell; how things are comes first.
    ///
    /// @return false if more would be watched than may be
    boolean begin(Subscription subscription) {
        var size = subscription.topics().size();
        if (watched.addAndGet(size) > maxWatched || !queue.offer(new Task.Begin(subscription))) {
            watched.addAndGet(-size);
            return false;
        }
        return true;
    }

    void end(Subscription subscription) {
        try {
            queue.put(new Task.End(subscription));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// How many quotes and proofs are watched, once per subscription.
    int watched() {
        return watched.get();
    }

    @EventListener
    void on(ProofsChanged event) {
        offer(new Task.Moved(event));
    }

    @EventListener
    void on(MintQuoteChanged event) {
        offer(new Task.Changed(new Topic.MintQuote(event.quoteId())));
    }

    @EventListener
    void on(MeltQuoteChanged event) {
        offer(new Task.Changed(new Topic.MeltQuote(event.quoteId())));
    }

    private void offer(Task task) {
        if (watched.get() > 0 && !queue.offer(task)) {
            dropped.increment();
        }
    }

    @Override
    public void start() {
        isRunning = true;
        Thread.ofPlatform().daemon().name("announcer").start(this::run);
    }

    @Override
    public void stop() {
        isRunning = false;
    }

    @Override
    public boolean isRunning() {
        return isRunning;
    }

    private void run() {
        var nextTick = System.nanoTime() + tickNanos;
        while (isRunning) {
            try {
                carryOut(next(nextTick - System.nanoTime()));
                if (System.nanoTime() - nextTick >= 0) {
                    tell(watch.unfinished());
                    nextTick = System.nanoTime() + tickNanos;
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException failure) {
                log.warn("Changes could not be told to sockets; the next tick will tell them: {}", failure.toString());
                nextTick = System.nanoTime() + tickNanos;
            }
        }
    }

    /// Waits for something to do, no longer than until the next tick.
    private List<Task> next(long nanos) throws InterruptedException {
        var tasks = new ArrayList<Task>();
        var first = queue.poll(Math.max(nanos, 0), TimeUnit.NANOSECONDS);
        if (first != null) {
            tasks.add(first);
            queue.drainTo(tasks, MAX_AT_ONCE - 1);
        }
        return tasks;
    }

    private void carryOut(List<Task> tasks) {
        var changed = new LinkedHashSet<Topic>();
        for (var task : tasks) {
            switch (task) {
                case Task.Begin(var subscription) -> begun(subscription);
                case Task.End(var subscription) -> ended(subscription);
                case Task.Changed(var topic) -> changed.add(topic);
                case Task.Moved(var event) ->
                    event.proofs().stream().map(snapshots::of).forEach(watch::changed);
            }
        }
        changed.removeIf(topic -> !watch.isWatched(topic));
        tell(changed);
    }

    /// Only now does it count as gone: what waits in the queue occupies memory too.
    private void ended(Subscription subscription) {
        watch.remove(subscription);
        watched.addAndGet(-subscription.topics().size());
    }

    private void begun(Subscription subscription) {
        try {
            var now = snapshots.read(subscription.topics());
            now.forEach(watch::changed);
            watch.begin(subscription, now);
        } catch (RuntimeException failure) {
            log.warn("A subscription could not begin, and its socket is closed: {}", failure.toString());
            subscription.socket().close(CloseStatus.SERVICE_OVERLOAD.withReason("temporarily unavailable"));
        }
    }

    private void tell(Set<Topic> topics) {
        tell(List.copyOf(topics));
    }

    private void tell(List<Topic> topics) {
        for (int from = 0; from < topics.size(); from += MAX_READ) {
            var some = topics.subList(from, Math.min(topics.size(), from + MAX_READ));
            snapshots.read(some).forEach(watch::changed);
        }
    }
}
