package org.cobnut.mint.issue;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class QuoteIdsTests {

    private static final Instant NOW = Instant.ofEpochMilli(1_700_000_000_123L);

    private final QuoteIds ids = new QuoteIds(Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void areUuidsOfVersionSeven() {
        var id = UUID.fromString(ids.next());

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
    }

    @Test
    void differThoughTheTimeIsTheSame() {
        var seen = new HashSet<String>();
        for (int i = 0; i < 1000; i++) {
            seen.add(ids.next());
        }

        assertThat(seen).hasSize(1000);
    }

    @Test
    void useAllSeventyFourRandomBits() {
        long highs = 0;
        long lows = 0;
        for (int i = 0; i < 1000; i++) {
            var id = UUID.fromString(ids.next());
            highs |= id.getMostSignificantBits();
            lows |= id.getLeastSignificantBits();
        }

        assertThat(highs & 0xfff).isEqualTo(0xfff);
        assertThat(lows).isEqualTo(0xbfff_ffff_ffff_ffffL);
    }
}
