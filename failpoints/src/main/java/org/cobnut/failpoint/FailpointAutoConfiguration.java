package org.cobnut.failpoint;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

import org.cobnut.failpoint.Failpoint.Moment;
import org.cobnut.failpoint.Failpoint.Seam;
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
                return bean instanceof Signatory signatory && Failpoints.areOn() ? watched(signatory) : bean;
            }
        };
    }

    @Bean
    PaymentProcessorFactory distantNodes() {
        return new DistantNodes();
    }

    private static Object watched(Signatory signatory) {
        var failpoints = Failpoints.ofThisProcess();
        return Proxy.newProxyInstance(
                FailpointAutoConfiguration.class.getClassLoader(),
                new Class<?>[] {Signatory.class},
                (_, method, arguments) -> {
                    boolean signs = method.getName().equals("sign");
                    if (signs) {
                        failpoints.pass(Moment.BEFORE, Seam.SIGN.name());
                    }
                    try {
                        var result = method.invoke(signatory, arguments);
                        if (signs) {
                            failpoints.pass(Moment.AFTER, Seam.SIGN.name());
                        }
                        return result;
                    } catch (InvocationTargetException wrapped) {
                        throw wrapped.getTargetException();
                    }
                });
    }
}
