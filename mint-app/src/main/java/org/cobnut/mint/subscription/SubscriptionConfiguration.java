package org.cobnut.mint.subscription;

import java.util.List;
import java.util.Map;

import org.cobnut.mint.info.NutSetting;
import org.cobnut.mint.payment.Processors;
import org.cobnut.payment.PaymentMethod;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;

/// Opens `/v1/ws` and says so in NUT-06.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SubscriptionSettings.class)
@EnableWebSocket
class SubscriptionConfiguration {

    private static final List<String> COMMANDS = List.of("bolt11_mint_quote", "bolt11_melt_quote", "proof_state");

    private static final String PATH = "/v1/ws";

    @Bean
    FilterRegistrationBean<PlainSocketsFilter> plainSockets() {
        var registration = new FilterRegistrationBean<>(new PlainSocketsFilter());
        registration.addUrlPatterns(PATH);
        return registration;
    }

    @Bean
    WebSocketConfigurer endpoint(SocketHandler handler, Handshake handshake) {
        return registry ->
                registry.addHandler(handler, PATH).addInterceptors(handshake).setAllowedOrigins("*");
    }

    /// One entry for each processor's unit: quotes of another could not be made.
    @Bean
    NutSetting subscriptionNut(Processors processors) {
        var supported = processors.routes().stream()
                .filter(route -> route.method().equals(PaymentMethod.BOLT11))
                .map(route -> Map.of("method", route.method().name(), "unit", route.unit(), "commands", COMMANDS))
                .toList();
        return new NutSetting(17, () -> Map.of("supported", supported));
    }
}
