package org.cobnut.payment.fake;

import java.time.Clock;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/// Registers the kind `fake`. Nothing is faked until the operator configures a processor of it.
@AutoConfiguration
@EnableConfigurationProperties(FakeSettings.class)
class FakePaymentAutoConfiguration {

    /// The fake's invoices carry the machine's time; no decision about money depends on it.
    @Bean
    FakePayments fakePayments(FakeSettings settings) {
        return new FakePayments(settings, Clock.systemUTC());
    }
}
