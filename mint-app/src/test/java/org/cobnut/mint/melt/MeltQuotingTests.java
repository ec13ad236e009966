package org.cobnut.mint.melt;

import java.util.List;

import org.cobnut.payment.Money;
import org.cobnut.payment.OutgoingQuote;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class MeltQuotingTests {

    /// `usable` says whether the price is one for 1001 millisatoshis.
    @ParameterizedTest
    @CsvSource({
        "sat,  2,    sat,  sat,  true",
        "sat,  1,    sat,  sat,  false",
        "sat,  0,    sat,  sat,  false",
        "sat,  2000, msat, sat,  false",
        "sat,  2,    sat,  msat, false",
        "msat, 1001, msat, msat, true",
        "msat, 1000, msat, msat, false",
        "usd,  1,    usd,  usd,  true",
        "usd,  1,    eur,  usd,  false",
    })
    void takesNoPriceThatCannotBeTrue(String unit, long amount, String amountUnit, String feeUnit, boolean usable) {
        var quote = new OutgoingQuote(
                new Money(amount, amountUnit),
                new Money(1, feeUnit),
                null,
                OutgoingQuote.State.UNPAID,
                List.of(),
                null);

        assertThat(MeltQuoting.isPlausible(unit, quote, 1001)).isEqualTo(usable);
    }
}
