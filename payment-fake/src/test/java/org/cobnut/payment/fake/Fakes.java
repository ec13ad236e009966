package org.cobnut.payment.fake;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

import org.cobnut.payment.ProcessorInstance;
import org.jspecify.annotations.Nullable;

/// Fake processors as the tests here need them: without delay unless one is asked for.
final class Fakes {

    private static final ScheduledExecutorService SCHEDULER = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().factory());

    private Fakes() {}

    static FakeSettings settings(Duration delay, @Nullable Path journal) {
        return settings(delay, journal, FakeSettings.Faults.NONE);
    }

    static FakeSettings settings(Duration delay, @Nullable Path journal, FakeSettings.Faults faults) {
        return new FakeSettings(
                Set.of("sat"), new BigDecimal("0.02"), 2, delay, delay, 110_000, 95_000, journal, faults);
    }

    static FakePaymentProcessor processor(String unit, FakeSettings settings) {
        var surroundings = new FakePaymentProcessor.Surroundings(Clock.systemUTC(), new SplittableRandom(), SCHEDULER);
        return new FakePaymentProcessor(new ProcessorInstance("test", unit, Map.of()), settings, surroundings);
    }

    static FakePaymentProcessor processor(String unit) {
        return processor(unit, settings(Duration.ZERO, null));
    }
}
