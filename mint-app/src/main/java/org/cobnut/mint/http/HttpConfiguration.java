package org.cobnut.mint.http;

import org.apache.catalina.Context;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.cobnut.cashu.json.CashuModule;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;

/// Wires what stands before the controllers: CORS, then the body's limits; and Tomcat's way to refuse.
@Configuration(proxyBeanMethods = false)
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

    private static void refuseInJson(Context context) {
        var host = (StandardHost) context.getParent();
        for (var valve : host.getPipeline().getValves()) {
            if (valve instanceof ErrorReportValve) {
                host.getPipeline().removeValve(valve);
            }
        }
        host.setErrorReportValveClass(RefusalValve.class.getName());
    }

    private static <F extends jakarta.servlet.Filter> FilterRegistrationBean<F> first(F filter, int place) {
        var registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + place);
        return registration;
    }
}
