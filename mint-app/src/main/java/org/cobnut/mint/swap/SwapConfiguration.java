package org.cobnut.mint.swap;

import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.cobnut.mint.info.NutSetting;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What swaps and the book let the mint declare about itself.
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

    /// A repeated request is answered from the book for ever, which is a `ttl` of null.
    @Bean
    NutSetting repeatedRequests() {
        var endpoints = Stream.of("/v1/swap", "/v1/mint/bolt11", "/v1/mint/bolt11/batch", "/v1/melt/bolt11")
                .map(path -> new Endpoint("POST", path))
                .toList();
        return new NutSetting(19, () -> new Repeats(null, endpoints));
    }

    /// NUT-19.
    record Repeats(
            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            Integer ttl,

            @JsonProperty("cached_endpoints") List<Endpoint> endpoints) {}

    /// NUT-19.
    record Endpoint(String method, String path) {}
}
