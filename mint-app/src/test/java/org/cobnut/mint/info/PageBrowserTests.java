package org.cobnut.mint.info;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

import org.cobnut.mint.testing.Engine;
import org.cobnut.mint.testing.Mint;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// The page as a browser shows it, for a mint with several units, long words and a hostile name.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageBrowserTests {

    private static final String NAME = "<script>document.title='owned'</script> & Nüsse";
    private static final String LONG_WORD = "x".repeat(200);

    private @Nullable Stage stage;

    private record Stage(Mint mint, Chromium browser) implements AutoCloseable {

        @Override
        public void close() throws IOException {
            browser.close();
            mint.close();
        }
    }

    @AfterAll
    void close() throws IOException {
        if (stage != null) {
            stage.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"320, light", "390, light", "390, dark", "1280, light", "1280, dark"})
    void fitsIntoTheWindow(int width, String scheme) throws IOException, InterruptedException {
        var browser = open(width, scheme);

        assertThat(browser.evaluate("window.innerWidth").asInt()).isEqualTo(width);
        assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
                .isLessThanOrEqualTo(width);
    }

    @Test
    void showsNameAddressAndCode() throws IOException, InterruptedException {
        var browser = open(390, "light");

        assertThat(browser.evaluate("document.title").asString()).isEqualTo(NAME);
        assertThat(text(browser, "h1")).isEqualTo(NAME);
        assertThat(text(browser, ".url"))
                .isEqualTo(browser.evaluate("location.origin").asString());
        assertThat(browser.evaluate("document.querySelector('svg').getBoundingClientRect().width")
                        .asInt())
                .isGreaterThan(150);
        assertThat(browser.evaluate("document.scripts.length").asInt()).isZero();
    }

    @Test
    void followsTheReadersTaste() throws IOException, InterruptedException {
        // Were the style's hash wrong, neither would have a colour.
        assertThat(background(open(390, "light"))).isEqualTo("rgb(250, 247, 242)");
        assertThat(background(open(390, "dark"))).isEqualTo("rgb(23, 20, 17)");
    }

    @Test
    void asksNobodyElse() throws IOException, InterruptedException {
        var browser = open(390, "light");
        // A picture of the page waits for all that it debits.
        browser.screenshot();

        assertThat(browser.events("Network.requestWillBeSent"))
                .extracting(request -> request.get("request").get("url").asString())
                .filteredOn(url -> !url.startsWith("data:"))
                .containsExactly(browser.evaluate("location.href").asString());
        assertThat(browser.events("Log.entryAdded"))
                .extracting(JsonNode::toString)
                .isEmpty();
    }

    /// Every test gives up by itself where there is no browser: Surefire says nothing of a class that does so as a
    /// whole.
    private Chromium open(int width, String scheme) throws IOException, InterruptedException {
        var program = Chromium.installed().orElseGet(() -> Assumptions.abort("no chromium: the page in a browser"));
        if (stage == null) {
            stage = new Stage(Mint.start(Engine.SQLITE, settings()), new Chromium(program));
        }
        stage.browser().open(stage.mint().uri("/"), width, scheme);
        return stage.browser();
    }

    private static String text(Chromium browser, String selector) throws InterruptedException {
        return browser.evaluate("document.querySelector('" + selector + "').textContent.trim()")
                .asString();
    }

    private static String background(Chromium browser) throws InterruptedException {
        return browser.evaluate("getComputedStyle(document.body).backgroundColor")
                .asString();
    }

    private static Map<String, String> settings() {
        var settings = new HashMap<String, String>();
        settings.put("cobnut.info.name", NAME);
        settings.put("cobnut.info.description", LONG_WORD);
        settings.put("cobnut.info.description-long", "One line\nand another " + LONG_WORD);
        settings.put("cobnut.info.motd", LONG_WORD);
        settings.put("cobnut.info.icon-url", "https://icon.example/icon.png");
        settings.put("cobnut.info.tos-url", "https://mint.example/terms");
        settings.put("cobnut.info.contact[0].method", "email");
        settings.put("cobnut.info.contact[0].info", LONG_WORD + "@mint.example");
        settings.put("cobnut.units", "sat,usd,eur");
        settings.put("cobnut.fake.units", "sat,usd,eur");
        return settings;
    }
}
