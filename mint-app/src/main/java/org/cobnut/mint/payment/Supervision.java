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
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/// Starts the processors once HTTP is open, each in the background and again and again until it succeeds, and
/// stops them after the last request has been answered.
@Component
class Supervision implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Supervision.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /// How long readiness waits for the first tries, so that a mint that is ready can usually be paid.
    private static final Duration READINESS_WAIT = Duration.ofSeconds(2);

    /// How long a stop waits for a processor that hangs, be it in its start.
    private static final Duration STOP_WAIT = Duration.ofSeconds(5);

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
        if (!await(tried, READINESS_WAIT)) {
            log.warn("Not all processors have answered within {}; the mint starts without them", READINESS_WAIT);
        }
    }

    private void startUntilItSucceeds(Processors.Running running, CountDownLatch tried) {
        var pauses = pauses();
        boolean isStarted = start(running);
        tried.countDown();
        while (!isStarted && !await(stopping, Duration.ofMillis(pauses.nextBackOff()))) {
            isStarted = start(running);
        }
    }

    /// Twice as long each time, without an end.
    private static BackOffExecution pauses() {
        var pauses = new ExponentialBackOff(FIRST_PAUSE.toMillis(), 2);
        pauses.setMaxInterval(LONGEST_PAUSE.toMillis());
        return pauses.start();
    }

    private boolean start(Processors.Running running) {
        var processor = running.processor();
        var unit = processor.settings().unit();
        try {
            processor.start(new Events(running.name(), processor, incoming::getObject, outgoing::getObject));
            log.info("Processor {} ({}) has started", running.name(), unit);
            events.publishEvent(new ProcessorStarted(processor.node()));
            return true;
        } catch (RuntimeException failure) {
            log.warn(
                    "Processor {} ({}) did not start and will be tried again: {}",
                    running.name(),
                    unit,
                    failure.toString());
            return false;
        }
    }

    /// @return whether it is over: the latch is open or the thread was interrupted
    private static boolean await(CountDownLatch latch, Duration time) {
        try {
            return latch.await(time.toMillis(), TimeUnit.MILLISECONDS);
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
            if (!thread.join(STOP_WAIT)) {
                log.warn("Thread {} has not ended within {}; the mint stops without it", thread.getName(), STOP_WAIT);
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
