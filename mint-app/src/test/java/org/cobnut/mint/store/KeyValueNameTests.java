package org.cobnut.mint.store;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

class KeyValueNameTests {

    @Test
    void takesNamesOf120Characters() {
        new KeyValueName("A".repeat(120), "b_-9".repeat(30), "c".repeat(120));
        new KeyValueName("", "", "c");
        new KeyValueName("a", "", "c");
    }

    @ParameterizedTest
    @CsvSource({"'', b, c", "a, b, ''", "a, b, a", "a, b, b", "a/, b, c", "a, 'b ', c", "a, b, ä", "a, b, c.d"})
    void refusesOtherNames(String primary, String secondary, String key) {
        assertThatThrownBy(() -> new KeyValueName(primary, secondary, key))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesLongerNames() {
        assertThatThrownBy(() -> new KeyValueName("a", "b", "c".repeat(121)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
