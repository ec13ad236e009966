package org.cobnut.failpoint;

import java.time.Clock;
import java.time.Duration;

import org.cobnut.payment.PaymentProcessorFactory;
import org.cobnut.signatory.Signatory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/// Puts failpoints around the signatory, brings a processor whose node is the test's, and a
/// clock that can be wrong.
@AutoConfiguration
class FailpointAutoConfiguration {

    /// The signatory, watched.
    @Bean
    static BeanPostProcessor watchedSignatory() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String beanName) {
                return bean instanceof Signatory signatory && Failpoints.areOn()
                        ? new WatchedSignatory(signatory, Failpoints.ofThisProcess())
                        : bean;
            }
        };
    }

    /// A clock that tests set, where `failpoints.clock` says how far it is ahead at first. The real one is not read
    /// anew behind it; for the time of a test it goes well enough.
    @Bean
    static BeanPostProcessor wrongClock(Environment environment) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String beanName) {
                var offset = environment.getProperty("failpoints.clock", Duration.class);
                return bean instanceof Clock clock && offset != null
                        ? new WrongClock(clock, Failpoints.ofThisProcess(), offset)
                        : bean;
            }
        };
    }

    @Bean
    PaymentProcessorFactory distantNodes() {
        return new DistantNodes();
    }
}
