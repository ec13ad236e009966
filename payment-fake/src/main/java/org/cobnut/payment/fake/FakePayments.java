package org.cobnut.payment.fake;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

import org.cobnut.payment.PaymentProcessor;
import org.cobnut.payment.PaymentProcessorFactory;
import org.cobnut.payment.ProcessorInstance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes processors of the kind `fake`, and hands them to tests that want to play the world.
public final class FakePayments implements PaymentProcessorFactory, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(FakePayments.class);

    private final FakeSettings settings;
    private final Clock clock;
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("fake-payments").factory());
    private final List<FakePaymentProcessor> processors = new CopyOnWriteArrayList<>();

    public FakePayments(FakeSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "fake";
    }

    @Override
    public Set<String> defaultUnits() {
        return settings.units();
    }

    @Override
    public boolean isReal() {
        return false;
    }

    @Override
    public PaymentProcessor create(ProcessorInstance instance) {
        if (!instance.options().isEmpty()) {
            throw new IllegalArgumentException("the fake processor is set up under cobnut.fake, not by "
                    + instance.options().keySet());
        }
        var surroundings = new FakePaymentProcessor.Surroundings(clock, new SecureRandom(), scheduler);
        var processor = new FakePaymentProcessor(instance, settings, surroundings);
        processors.add(processor);
        log.warn(
                "THE MONEY OF PROCESSOR {} ({}) IS FAKE: its invoices pay themselves, and it pays nobody",
                instance.name(),
                instance.unit());
        return processor;
    }

    /// For tests: all that were made so far, in order.
    public List<FakePaymentProcessor> processors() {
        return List.copyOf(processors);
    }

    /// For tests: the first of a unit.
    public FakePaymentProcessor processor(String unit) {
        return processors.stream()
                .filter(processor -> processor.settings().unit().equals(unit))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no fake processor of " + unit));
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
    }
}
