package org.cobnut.mint.subscription;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;

/// Opens `/v1/ws`.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SubscriptionSettings.class)
@EnableWebSocket
class SubscriptionConfiguration {

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
}
