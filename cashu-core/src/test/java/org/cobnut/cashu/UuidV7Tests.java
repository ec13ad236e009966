package org.cobnut.cashu;

import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class UuidV7Tests {

    /// The example of RFC 9562, appendix A.6.
    @Test
    void holdsTimeAndChanceAsTheRfcSays() {
        Iterator<Long> chance = List.of(0xcc3L, 0x18c4_dc0c_0c07_398fL).iterator();

        var id = UuidV7.at(Instant.ofEpochMilli(0x017f_22e2_79b0L), chance::next);

        assertThat(id).hasToString("017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
    }

    @Test
    void keepsVersionAndVariantWhateverTheChance() {
        var random = new SplittableRandom(7);

        for (int i = 0; i < 1000; i++) {
            var id = UuidV7.at(Instant.EPOCH.plusMillis(i), random);
            assertThat(id.version()).isEqualTo(7);
            assertThat(id.variant()).isEqualTo(2);
            assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(i);
        }
    }
}
