package org.cobnut.mint.subscription;

import java.util.List;
import java.util.Map;

import org.cobnut.mint.info.MintKeys;
import org.cobnut.mint.info.NutSetting;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;

/// Opens `/v1/ws` and says so in NUT-06.
@Configuration(proxyBeanMethods = false)
@EnableWebSocket
class SubscriptionConfiguration {

    private static final List<String> COMMANDS = List.of("bolt11_mint_quote", "bolt11_melt_quote", "proof_state");

    @Bean
    WebSocketConfigurer endpoint(SocketHandler handler, Handshake handshake) {
        return registry -> registry.addHandler(handler, "/v1/ws")
                .addInterceptors(handshake)
                .setAllowedOrigins("*");
    }

    @Bean
    NutSetting subscriptionNut(ObjectProvider<MintKeys> keys) {
        return new NutSetting(17, () -> Map.of("supported", supported(keys)));
    }

    private static List<Map<String, Object>> supported(ObjectProvider<MintKeys> keys) {
        return keys.stream()
                .flatMap(held -> held.keysets().stream())
                .filter(keyset -> keyset.active())
                .map(keyset -> keyset.unit().name())
                .distinct()
                .<Map<String, Object>>map(unit -> Map.of("method", "bolt11", "unit", unit, "commands", COMMANDS))
                .toList();
    }
}
