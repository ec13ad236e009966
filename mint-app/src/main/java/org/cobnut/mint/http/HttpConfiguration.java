package org.cobnut.mint.http;

import jakarta.servlet.Filter;
import org.apache.catalina.Context;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.cobnut.cashu.json.CashuModule;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.boot.jackson.autoconfigure.JsonFactoryBuilderCustomizer;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.converter.cbor.JacksonCborHttpMessageConverter;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/// Wires what stands before the controllers: CORS, then the body's limits; and Tomcat's way to refuse.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(Limits.class)
class HttpConfiguration {

    private static final long PREFLIGHT_SECONDS = 86_400;

    /// Wallets in browsers may call `/v1` from anywhere, with any header: nothing there is kept by a cookie.
    @Bean
    FilterRegistrationBean<CorsFilter> cors() {
        var anyone = new CorsConfiguration();
        anyone.addAllowedOrigin(CorsConfiguration.ALL);
        anyone.addAllowedMethod(CorsConfiguration.ALL);
        anyone.addAllowedHeader(CorsConfiguration.ALL);
        anyone.addExposedHeader(HttpHeaders.RETRY_AFTER);
        anyone.setMaxAge(PREFLIGHT_SECONDS);
        var paths = new UrlBasedCorsConfigurationSource();
        paths.registerCorsConfiguration("/v1/**", anyone);
        return first(new CorsFilter(paths), 0);
    }

    @Bean
    FilterRegistrationBean<BodyFilter> body(Limits limits) {
        return first(new BodyFilter(limits), 1);
    }

    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> refusalsOfTomcat() {
        return tomcat -> tomcat.addContextCustomizers(HttpConfiguration::refuseInJson);
    }

    /// Boot adds it to the mapper of requests and answers.
    @Bean
    CashuModule cashuModule() {
        return new CashuModule();
    }

    @Bean
    JacksonModule limitedLists(Limits limits) {
        return new SimpleModule("limited lists").setDeserializerModifier(new LimitedLists(limits));
    }

    /// Jackson would keep the names of members, everybody's, in one table. A request whose names collide fills it, and
    /// from then on others' requests are refused.
    @Bean
    JsonFactoryBuilderCustomizer namesNotKept() {
        return factory -> factory.disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES);
    }

    /// JSON alone, by the mapper that refuses what the NUTs do not allow; else Spring MVC would offer CBOR too, merely
    /// because tokens are written in it, by a mapper that takes anything.
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    ServerHttpMessageConvertersCustomizer jsonAlone(JsonMapper mapper) {
        return converters -> converters
                .withJsonConverter(new Utf8JsonConverter(mapper))
                .configureMessageConvertersList(
                        all -> all.removeIf(converter -> converter instanceof JacksonCborHttpMessageConverter));
    }

    private static void refuseInJson(Context context) {
        var host = (StandardHost) context.getParent();
        for (var valve : host.getPipeline().getValves()) {
            if (valve instanceof ErrorReportValve) {
                host.getPipeline().removeValve(valve);
            }
        }
        host.setErrorReportValveClass(RefusalValve.class.getName());
    }

    private static <F extends Filter> FilterRegistrationBean<F> first(F filter, int place) {
        var registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + place);
        return registration;
    }
}
