package org.cobnut.mint.swap;

import java.util.List;

import org.cobnut.mint.info.NutSetting;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What swaps let the mint declare about itself.
@Configuration(proxyBeanMethods = false)
class SwapConfiguration {

    @Bean
    NutSetting spendingConditions() {
        return NutSetting.supported(10);
    }

    @Bean
    NutSetting payToPublicKey() {
        return NutSetting.supported(11);
    }

    @Bean
    NutSetting hashedTimelocks() {
        return NutSetting.supported(14);
    }

    /// A repeated swap is answered from the book for ever, which is a `ttl` of null.
    @Bean
    NutSetting repeatedRequests() {
        var swap = new Endpoint("POST", "/v1/swap");
        return new NutSetting(19, () -> new Repeats(null, List.of(swap)));
    }

    /// NUT-19.
    record Repeats(@Nullable Integer ttl, List<Endpoint> cached_endpoints) {}

    /// NUT-19.
    record Endpoint(String method, String path) {}
}
