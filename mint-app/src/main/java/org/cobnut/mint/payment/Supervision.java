package org.cobnut.mint.payment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Starts the processors once HTTP is open, each in the background and again and again until it succeeds, and
/// stops them after the last request has been answered.
@Component
class Supervision implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Supervision.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /// How long readiness waits for the first tries, so that a mint that is ready can usually be paid.
    private static final Duration HEAD_START = Duration.ofSeconds(2);

    /// How long a stop waits for a processor that hangs, be it in its start.
    private static final Duration LAST_WAIT = Duration.ofSeconds(5);

    private final Processors processors;
    private final ObjectProvider<IncomingPayments> incoming;
    private final ObjectProvider<OutgoingPayments> outgoing;
    private final ApplicationEventPublisher events;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean isRunning;

    Supervision(
            Processors processors,
            ObjectProvider<IncomingPayments> incoming,
            ObjectProvider<OutgoingPayments> outgoing,
            ApplicationEventPublisher events) {
        this.processors = processors;
        this.incoming = incoming;
        this.outgoing = outgoing;
        this.events = events;
    }

    @EventListener(ApplicationReadyEvent.class)
    void begin() {
        var all = processors.running();
        var tried = new CountDownLatch(all.size());
        for (var processor : all) {
            threads.add(Thread.ofVirtual()
                    .name("start-" + processor.name())
                    .start(() -> startUntilItSucceeds(processor, tried)));
        }
        if (!passed(tried, HEAD_START)) {
            log.warn("not all processors have answered yet; the mint goes on without them");
        }
    }

    private void startUntilItSucceeds(Processors.Running running, CountDownLatch tried) {
        var pause = FIRST_PAUSE;
        boolean isStarted = start(running);
        tried.countDown();
        while (!isStarted && !passed(stopping, pause)) {
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            isStarted = start(running);
        }
    }

    private boolean start(Processors.Running running) {
        var processor = running.processor();
        var unit = processor.settings().unit();
        try {
            processor.start(new Events(running.name(), processor, incoming::getObject, outgoing::getObject));
            log.info("processor {} ({}) started", running.name(), unit);
            events.publishEvent(new ProcessorStarted(processor.node()));
            return true;
        } catch (RuntimeException failure) {
            log.warn("processor {} ({}) did not start: {}", running.name(), unit, failure.toString());
            return false;
        }
    }

    private static boolean passed(CountDownLatch latch, Duration patience) {
        try {
            return latch.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void start() {
        isRunning = true;
    }

    @Override
    public void stop() {
        stopping.countDown();
        threads.forEach(Thread::interrupt);
        threads.forEach(Supervision::join);
        var stops = processors.running().stream()
                .map(running -> Thread.ofVirtual()
                        .name("stop-" + running.name())
                        .start(() -> running.processor().stop()))
                .toList();
        stops.forEach(Supervision::join);
        isRunning = false;
    }

    private static void join(Thread thread) {
        try {
            if (!thread.join(LAST_WAIT)) {
                log.warn("{} has not come to an end; the mint stops without it", thread.getName());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return isRunning;
    }

    /// Below the web server's phases, which are stopped from the highest down.
    @Override
    public int getPhase() {
        return 0;
    }
}
