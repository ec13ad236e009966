package org.cobnut.failpoint;

import org.cobnut.payment.PaymentProcessorFactory;
import org.cobnut.signatory.Signatory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/// Puts failpoints around the signatory, and brings a processor whose node is the test's.
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

    @Bean
    PaymentProcessorFactory distantNodes() {
        return new DistantNodes();
    }
}
