package org.cobnut.acceptance;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class Bolt11Tests {

    @Test
    void invoicesNameTheirAmountAndAreAllDifferent() {
        String first = Bolt11.invoice(21_000, "tea");
        String second = Bolt11.invoice(21_000, "tea");

        assertThat(first).startsWith("lnbc210000p1").isLowerCase();
        assertThat(first).isNotEqualTo(second);
    }
}
