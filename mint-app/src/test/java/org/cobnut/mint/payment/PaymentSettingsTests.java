package org.cobnut.mint.payment;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import jakarta.validation.Validation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

class PaymentSettingsTests {

    @Test
    void hasNoProcessorsByDefault() {
        assertThat(processors(Map.of()).processors()).isEmpty();
    }

    @Test
    void limitsAmountsByDefault() {
        var usual = new AmountLimits(1, 500_000);

        assertThat(processors(Map.of())).isEqualTo(new ProcessorSettings(Map.of(), usual, usual));
    }

    @Test
    void mapsTheGeneralLimits() {
        var settings = processors(Map.of(
                "cobnut.mint.min-amount", "2",
                "cobnut.mint.max-amount", "3",
                "cobnut.melt.min-amount", "4",
                "cobnut.melt.max-amount", "5"));

        assertThat(settings).isEqualTo(new ProcessorSettings(Map.of(), new AmountLimits(2, 3), new AmountLimits(4, 5)));
    }

    @Test
    void hasDefaultsForAProcessor() {
        var processors =
                processors(Map.of("cobnut.processors.main.kind", "fake")).processors();

        assertThat(processors)
                .isEqualTo(Map.of("main", new ProcessorSettings.Instance("fake", null, null, null, Map.of())));
    }

    @Test
    void mapsEverySettingOfAProcessor() {
        var processors = processors(Map.of(
                        "cobnut.processors.main.kind", "fake",
                        "cobnut.processors.main.unit", "usd",
                        "cobnut.processors.main.mint.min-amount", "2",
                        "cobnut.processors.main.mint.max-amount", "3",
                        "cobnut.processors.main.melt.min-amount", "4",
                        "cobnut.processors.main.melt.max-amount", "5",
                        "cobnut.processors.main.options.host", "there"))
                .processors();

        assertThat(processors)
                .isEqualTo(Map.of(
                        "main",
                        new ProcessorSettings.Instance(
                                "fake",
                                "usd",
                                new AmountLimits(2, 3),
                                new AmountLimits(4, 5),
                                Map.of("host", "there"))));
    }

    @ParameterizedTest
    @CsvSource({"kind, ' '", "mint.min-amount, 500001", "melt.max-amount, 0", "melt.min-amount, -1"})
    void refusesNonsense(String name, String value) {
        var properties = new HashMap<>(Map.of("cobnut.processors.main.kind", "fake"));
        properties.put("cobnut.processors.main." + name, value);
        var settings = processors(properties);

        try (var validation = Validation.buildDefaultValidatorFactory()) {
            assertThat(validation.getValidator().validate(settings)).isNotEmpty();
        }
    }

    @Test
    void keepsOptionsOutOfLogs() {
        var settings = processors(
                Map.of("cobnut.processors.main.kind", "fake", "cobnut.processors.main.options.token", "secret"));

        assertThat(settings.toString()).doesNotContain("secret");
    }

    @Test
    void mintsAndMeltsByDefault() {
        assertThat(bind("cobnut.payment", DisabledOperations.class, Map.of()))
                .isEqualTo(new DisabledOperations(false, false));
    }

    @Test
    void mapsWhatIsDisabled() {
        assertThat(bind(
                        "cobnut.payment",
                        DisabledOperations.class,
                        Map.of("cobnut.payment.minting-disabled", "true", "cobnut.payment.melting-disabled", "true")))
                .isEqualTo(new DisabledOperations(true, true));
    }

    @Test
    void waitsForProcessorsAsDocumented() {
        assertThat(bind("cobnut.payment", ProcessorCallSettings.class, Map.of()))
                .isEqualTo(new ProcessorCallSettings(Duration.ofSeconds(20), Duration.ofSeconds(3), 64));
    }

    @Test
    void mapsHowLongProcessorsAreWaitedFor() {
        var calls = bind(
                "cobnut.payment",
                ProcessorCallSettings.class,
                Map.of(
                        "cobnut.payment.answer-within", "5s",
                        "cobnut.payment.status-query-within", "1s",
                        "cobnut.payment.status-queries", "8"));

        assertThat(calls).isEqualTo(new ProcessorCallSettings(Duration.ofSeconds(5), Duration.ofSeconds(1), 8));
    }

    private static ProcessorSettings processors(Map<String, String> properties) {
        return bind("cobnut", ProcessorSettings.class, properties);
    }

    private static <T> T bind(String prefix, Class<T> type, Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate(prefix, type);
    }
}
