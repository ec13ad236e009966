package org.cobnut.mint.info;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.cobnut.cashu.KeysetId;
import org.cobnut.cashu.KeysetInfo;
import org.cobnut.cashu.Unit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class PageTests {

    private static final String HOSTILE = "\"'></style></title><script>alert(1)</script>{{page}}&lt;";
    private static final String ESCAPED =
            "&quot;&#39;&gt;&lt;/style&gt;&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;{{page}}&amp;lt;";
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final String REQUESTED = "http://127.0.0.1:3338";

    @Test
    void escapesWhateverItIsTold() {
        var contact = List.of(
                new InfoSettings.Contact(HOSTILE, HOSTILE),
                new InfoSettings.Contact("email", HOSTILE),
                new InfoSettings.Contact("web", "https://" + HOSTILE),
                new InfoSettings.Contact("script", "javascript:alert(1)"));
        var nuts = nuts(4, HOSTILE, HOSTILE);

        var html = html(info(HOSTILE, contact, List.of(), nuts), List.of(), "http://" + HOSTILE);

        assertThat(html)
                .doesNotContain("<script", "'>", "href=\"javascript")
                .contains(
                        "<title>" + ESCAPED + "</title>",
                        "Beware " + ESCAPED,
                        "href=\"mailto:" + ESCAPED,
                        "<code>http://" + ESCAPED + "</code>");
        assertThat(html.split("</style>", -1)).hasSize(2);
    }

    @Test
    void saysWhatUsersHaveToKnowOnce() {
        var info = info("Fake. Enjoy.", List.of(), List.of(), Map.of());

        assertThat(Page.of(info, List.of("Fake.", "Closed."), List.of(), REQUESTED, new JsonMapper())
                        .notices())
                .containsExactly("Closed.");
    }

    @Test
    void showsTheLimitsThatWalletsAreTold() {
        var nuts = Map.<String, Object>of("4", methods(false, 1, 500_000), "5", methods(true, 1, 100));

        var rows = Page.of(info("M", List.of(), List.of(), nuts), List.of(), List.of(), REQUESTED, new JsonMapper())
                .methods();

        assertThat(rows).containsExactly(new PageMethods.Row("bolt11", "sat", "1 – 500,000", "paused"));
    }

    @Test
    void saysThatAMethodGoesOneWayOnly() {
        var nuts = nuts(5, "bolt11", "usd");

        var rows = Page.of(info("M", List.of(), List.of(), nuts), List.of(), List.of(), REQUESTED, new JsonMapper())
                .methods();

        assertThat(rows).containsExactly(new PageMethods.Row("bolt11", "usd", "no", "any amount"));
    }

    @Test
    void tellsActiveKeysetsFromPastOnes() {
        var active = keyset("01" + "ab".repeat(32), true, 100, null);
        var expired = keyset("00" + "cd".repeat(7), false, 0, NOW);
        var inactive = keyset("00" + "ef".repeat(7), false, 0, NOW.plusSeconds(1));

        var page = Page.of(
                info("M", List.of(), List.of(), Map.of()),
                List.of(),
                List.of(active, inactive, expired),
                REQUESTED,
                new JsonMapper());

        assertThat(page.active()).extracting(Page.Keyset::fee).containsExactly("fee 0.1 sat per input");
        assertThat(page.past()).extracting(Page.Keyset::expired).containsExactly(true, false);
    }

    @Test
    void prefersTheUrlThatTheOperatorNames() {
        var urls = List.of(URI.create("https://mint.example"), URI.create("http://mint.onion"));

        var page = Page.of(info("M", List.of(), urls, Map.of()), List.of(), List.of(), REQUESTED, new JsonMapper());

        assertThat(page.url()).isEqualTo("https://mint.example");
        assertThat(page.qr()).isEqualTo(QrImage.of("https://mint.example").orElseThrow());
    }

    @Test
    void drawsNoCodeForWhatNobodyCouldScan() {
        assertThat(QrImage.of("x".repeat(300))).isPresent();
        assertThat(QrImage.of("x".repeat(301))).isEmpty();
        assertThat(html(info("M", List.of(), List.of(), Map.of()), List.of(), "http://" + "x".repeat(5000)))
                .doesNotContain("<svg");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sat | 1 | 500000 | 1 – 500,000
            usd | 1 | 500000 | 0.01 – 5,000.00
            jpy | 1 | 5000 | 1 – 5,000
            btc | 1 | 100000000 | 0.00000001 – 1.00000000
            points | | 5000 | up to 5,000
            eur | 250 | | from 2.50
            """)
    void writesAmountsAsPeopleDo(String unit, @Nullable Long min, @Nullable Long max, String expected) {
        assertThat(UnitText.range(min, max, unit)).isEqualTo(expected);
    }

    private static String html(MintInfo.Document info, List<KeysetInfo> keysets, String url) {
        return new PageTemplate().render(Page.of(info, List.of("Beware " + HOSTILE), keysets, url, new JsonMapper()));
    }

    private static KeysetInfo keyset(String id, boolean active, long fee, @Nullable Instant expiry) {
        return new KeysetInfo(KeysetId.parse(id), Unit.SAT, active, fee, expiry);
    }

    private static Map<String, Object> methods(boolean disabled, long min, long max) {
        var method =
                Map.of("method", "bolt11", "unit", "sat", "min_amount", min, "max_amount", max, "options", Map.of());
        return Map.of("methods", List.of(method), "disabled", disabled);
    }

    private static Map<String, Object> nuts(int nut, String method, String unit) {
        return Map.of(
                Integer.toString(nut),
                Map.of("methods", List.of(Map.of("method", method, "unit", unit)), "disabled", false));
    }

    private static MintInfo.Document info(
            String text, List<InfoSettings.Contact> contact, List<URI> urls, Map<String, Object> nuts) {
        return new MintInfo.Document(
                text, null, "Cobnut/1", text, text, contact, text, null, urls, NOW.getEpochSecond(), null, 1000, nuts);
    }
}
