package org.cobnut.mint.info;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;

import org.cobnut.mint.keyset.Keysets;
import org.cobnut.mint.testing.Mint;
import org.cobnut.mint.testing.MintTest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@MintTest
class PageHttpTests {

    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    private final Mint mint;

    PageHttpTests(Mint mint) {
        this.mint = mint;
    }

    @Test
    void showsPeopleTheMint() {
        var answer = mint.send(HttpRequest.newBuilder(mint.uri("/")).header("Accept", BROWSER));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualToIgnoringCase("text/html;charset=UTF-8");
        assertThat(answer.body())
                .contains("<title>Cobnut mint</title>", "<code>" + mint.uri("") + "</code>", "bolt11", "1 – 500,000<")
                .contains("Cobnut/");
        mint.bean(Keysets.class)
                .keysets()
                .forEach(
                        keyset -> assertThat(answer.body()).contains(keyset.id().hex()));
    }

    @Test
    void allowsThePageNothingButItsStyle() {
        var answer = mint.get("/");

        assertThat(answer.header("Content-Security-Policy"))
                .startsWith("default-src 'none'; style-src 'sha256-")
                .endsWith("img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("Set-Cookie")).isEmpty();
    }

    @Test
    void answersHeadWithoutAPage() {
        var answer = mint.send(HttpRequest.newBuilder(mint.uri("/")).method("HEAD", BodyPublishers.noBody()));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("text/html");
        assertThat(answer.header("Content-Security-Policy")).isNotEmpty();
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void refusesProgramsThatWantSomethingElse() {
        mint.send(HttpRequest.newBuilder(mint.uri("/")).header("Accept", "application/json"))
                .refusedWith(406, 50000);
    }
}
