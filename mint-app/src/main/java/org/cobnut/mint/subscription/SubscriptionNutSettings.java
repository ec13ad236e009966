package org.cobnut.mint.subscription;

import java.util.List;
import java.util.Map;

import org.cobnut.mint.info.NutSetting;
import org.cobnut.mint.payment.Processors;
import org.cobnut.payment.PaymentMethod;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What NUT-06 says about subscriptions: NUT-17.
@Configuration(proxyBeanMethods = false)
class SubscriptionNutSettings {

    private static final List<String> COMMANDS = List.of("bolt11_mint_quote", "bolt11_melt_quote", "proof_state");

    /// One entry for each processor's unit: quotes of another could not be made.
    @Bean
    NutSetting subscriptions(Processors processors) {
        var supported = processors.routes().stream()
                .filter(route -> route.method().equals(PaymentMethod.BOLT11))
                .map(route -> Map.of("method", route.method().name(), "unit", route.unit(), "commands", COMMANDS))
                .toList();
        return new NutSetting(17, () -> Map.of("supported", supported));
    }
}
