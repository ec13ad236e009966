package org.cobnut.mint.payment;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.cobnut.mint.info.NutSetting;
import org.cobnut.payment.MethodSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What NUT-06 says about money in and out, and what follows from its methods: NUT-04, NUT-05, NUT-15 and NUT-19.
@Configuration(proxyBeanMethods = false)
class PaymentNutSettings {

    /// One entry of `methods` in NUT-04 and NUT-05.
    record Method(
            String method,
            String unit,
            @JsonProperty("min_amount") long minAmount,
            @JsonProperty("max_amount") long maxAmount,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Object> options) {}

    record Methods(List<Method> methods, boolean disabled) {}

    /// NUT-19.
    record Repeats(
            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            Integer ttl,

            @JsonProperty("cached_endpoints") List<Endpoint> endpoints) {}

    /// NUT-19.
    record Endpoint(String method, String path) {}

    @Bean
    NutSetting minting(Processors processors) {
        var methods =
                processors.routes().stream().map(PaymentNutSettings::minting).toList();
        return new NutSetting(4, () -> new Methods(methods, processors.isMintingDisabled()));
    }

    @Bean
    NutSetting melting(Processors processors) {
        var methods =
                processors.routes().stream().map(PaymentNutSettings::melting).toList();
        return new NutSetting(5, () -> new Methods(methods, processors.isMeltingDisabled()));
    }

    @Bean
    NutSetting partialPayments(Processors processors) {
        var methods = processors.routes().stream()
                .filter(route -> route.settings() instanceof MethodSettings.Bolt11 bolt11 && bolt11.mpp())
                .map(route -> Map.of("method", route.method().name(), "unit", route.unit()))
                .toList();
        return new NutSetting(15, () -> Map.of("methods", methods));
    }

    /// A repeated request is answered from the book for ever, which is a `ttl` of null.
    @Bean
    NutSetting repeatedRequests(Processors processors) {
        var ofMethods = processors.routes().stream()
                .map(route -> route.method().name())
                .distinct()
                .flatMap(method ->
                        Stream.of("/v1/mint/" + method, "/v1/mint/" + method + "/batch", "/v1/melt/" + method));
        var endpoints = Stream.concat(Stream.of("/v1/swap"), ofMethods)
                .map(path -> new Endpoint("POST", path))
                .toList();
        return new NutSetting(19, () -> new Repeats(null, endpoints));
    }

    private static Method minting(Route route) {
        Map<String, Object> options = switch (route.settings()) {
            case MethodSettings.Bolt11 bolt11 -> Map.of("description", bolt11.description());
            case MethodSettings.Bolt12 bolt12 -> Map.of("description", bolt12.description());
            case MethodSettings.Onchain onchain -> Map.of("confirmations", onchain.confirmations());
            case MethodSettings.Custom _ -> Map.of();
        };
        var limits = route.minting();
        return new Method(route.method().name(), route.unit(), limits.minAmount(), limits.maxAmount(), options);
    }

    private static Method melting(Route route) {
        boolean isAmountless = switch (route.settings()) {
            case MethodSettings.Bolt11 bolt11 -> bolt11.amountless();
            case MethodSettings.Bolt12 bolt12 -> bolt12.amountless();
            case MethodSettings.Onchain _, MethodSettings.Custom _ -> false;
        };
        var limits = route.melting();
        return new Method(
                route.method().name(),
                route.unit(),
                limits.minAmount(),
                limits.maxAmount(),
                isAmountless ? Map.of("amountless", true) : Map.of());
    }
}
