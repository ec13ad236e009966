package org.cobnut.payment.fake;

import java.util.Map;

import org.cobnut.payment.PaymentProcessorFactory;
import org.cobnut.payment.ProcessorInstance;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class FakePaymentAutoConfigurationTests {

    private final ApplicationContextRunner context =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(FakePaymentAutoConfiguration.class));

    @Test
    void isFoundByBoot() {
        assertThat(ImportCandidates.load(
                        org.springframework.boot.autoconfigure.AutoConfiguration.class,
                        getClass().getClassLoader()))
                .contains(FakePaymentAutoConfiguration.class.getName());
    }

    @Test
    void registersTheKindFake() {
        context.withPropertyValues("cobnut.fake.units=sat,eur").run(it -> {
            var factory = it.getBean(PaymentProcessorFactory.class);

            assertThat(factory.kind()).isEqualTo("fake");
            assertThat(factory.defaultUnits()).containsExactlyInAnyOrder("sat", "eur");
            var processor = factory.create(new ProcessorInstance("main", "eur", Map.of()));
            assertThat(processor.settings().unit()).isEqualTo("eur");
            assertThat(it.getBean(FakePayments.class).processor("eur")).isSameAs(processor);
        });
    }

    @Test
    void refusesUnknownUnitsAndOptions() {
        context.run(it -> {
            var factory = it.getBean(PaymentProcessorFactory.class);

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> factory.create(new ProcessorInstance("main", "gold", Map.of())));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> factory.create(new ProcessorInstance("main", "sat", Map.of("host", "there"))));
        });
    }
}
