package org.cobnut.mint.http;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.util.Map;

import org.cobnut.mint.testing.Engine;
import org.cobnut.mint.testing.Mint;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What a proxy says about who asked for what, and what anybody could say.
class ForwardedHttpTests {

    private static final String PUBLIC = "https://mint.example";

    @Test
    void believesNobodyByDefault() throws IOException {
        try (var mint = Mint.start(Engine.SQLITE, Map.of())) {
            assertThat(page(mint)).doesNotContain("mint.example");
        }
    }

    @Test
    void believesTheProxiesThatItIsTold() throws IOException {
        try (var mint = Mint.start(Engine.SQLITE, trusting("127\\.0\\.0\\.1"))) {
            assertThat(page(mint)).contains(PUBLIC);
        }
    }

    @Test
    void believesNobodyElse() throws IOException {
        try (var mint = Mint.start(Engine.SQLITE, trusting("10\\.1\\.1\\.1"))) {
            assertThat(page(mint)).doesNotContain("mint.example");
        }
    }

    private static Map<String, String> trusting(String proxies) {
        return Map.of("server.forward-headers-strategy", "native", "server.tomcat.remoteip.internal-proxies", proxies);
    }

    private static String page(Mint mint) {
        return mint.send(HttpRequest.newBuilder(mint.uri("/"))
                        .header("X-Forwarded-Proto", "https")
                        .header("X-Forwarded-Host", "mint.example")
                        .header("X-Forwarded-For", "203.0.113.7"))
                .body();
    }
}
