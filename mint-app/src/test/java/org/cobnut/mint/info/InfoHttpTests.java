package org.cobnut.mint.info;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

import org.cobnut.mint.testing.Mint;
import org.cobnut.mint.testing.MintTest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

@MintTest
class InfoHttpTests {

    private final Mint mint;

    InfoHttpTests(Mint mint) {
        this.mint = mint;
    }

    @Test
    void tellsNameVersionTimeAndLimits() {
        var info = mint.get("/v1/info").ok();

        assertThat(info.get("name").asString()).isEqualTo("Cobnut mint");
        assertThat(info.get("version").asString()).matches("Cobnut/\\d+\\.\\d+\\.\\d+.*");
        assertThat(info.get("max_array_length").asInt()).isEqualTo(1000);
        assertThat(info.get("nuts").isObject()).isTrue();
        assertThat(Instant.ofEpochSecond(info.get("time").asLong()))
                .isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
    }

    @Test
    void saysThatItsMoneyIsFake() {
        assertThat(mint.get("/v1/info").ok().get("motd").asString()).contains("sat are fake");
        assertThat(mint.get("/").body()).containsOnlyOnce("sat are fake");
    }

    @Test
    void leavesOutWhatTheOperatorDidNotSay() {
        assertThat(mint.get("/v1/info").ok().propertyNames()).doesNotContain("contact", "urls", "tos_url");
    }
}
