package org.cobnut.mint.payment;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.cobnut.payment.fake.FakePaymentProcessor;
import org.cobnut.payment.fake.FakePayments;
import org.cobnut.payment.fake.FakeSettings;

/// Fake processors without a delay, in sat and usd.
public final class FakeWorld {

    private final FakePayments payments = new FakePayments(
            new FakeSettings(
                    Set.of("sat", "usd"),
                    new BigDecimal("0.02"),
                    2,
                    Duration.ZERO,
                    Duration.ZERO,
                    100_000,
                    90_000,
                    null,
                    FakeSettings.Faults.NONE),
            Clock.systemUTC());
    private final Processors processors;

    public FakeWorld() {
        this(false);
    }

    public FakeWorld(boolean isDisabled) {
        this(Map.of("main", instance("fake", null)), isDisabled);
    }

    FakeWorld(Map<String, ProcessorSettings.Instance> instances, boolean isDisabled) {
        this(instances, isDisabled, Duration.ofSeconds(20));
    }

    /// Processors that are waited for no longer than so long.
    FakeWorld(Duration answerWithin) {
        this(Map.of("main", instance("fake", null)), false, answerWithin);
    }

    private FakeWorld(Map<String, ProcessorSettings.Instance> instances, boolean isDisabled, Duration answerWithin) {
        processors = new Processors(
                new ProcessorSettings(
                        new HashMap<>(instances), new AmountLimits(1, 500_000), new AmountLimits(1, 500_000)),
                new ProcessorCallSettings(answerWithin, Duration.ofSeconds(3), 64),
                new DisabledOperations(isDisabled, isDisabled),
                List.of(payments));
    }

    static ProcessorSettings.Instance instance(String kind, @org.jspecify.annotations.Nullable String unit) {
        return new ProcessorSettings.Instance(
                kind, unit, new AmountLimits(2, 1000), new AmountLimits(3, 2000), Map.of());
    }

    public Processors processors() {
        return processors;
    }

    public FakePaymentProcessor fake(String unit) {
        return payments.processor(unit);
    }
}
