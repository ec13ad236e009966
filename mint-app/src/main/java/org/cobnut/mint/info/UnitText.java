package org.cobnut.mint.info;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/// Amounts as people read them. NUT-01 counts in a currency's smallest part, cents for `usd`, people in the currency.
final class UnitText {

    private static final int PPK_DIGITS = 3;
    private static final int BTC_DIGITS = 8;

    private UnitText() {}

    /// Without the unit's name, which stands before it.
    ///
    /// @param min null if there is none, as for `max`
    static String range(@Nullable Long min, @Nullable Long max, String unit) {
        if (min != null && max != null) {
            return number(min, unit) + " – " + number(max, unit);
        }
        if (min != null) {
            return "from " + number(min, unit);
        }
        return max == null ? "any amount" : "up to " + number(max, unit);
    }

    /// What one input costs.
    ///
    /// @param ppk thousandths of the unit's smallest part
    static String fee(long ppk, String unit) {
        if (ppk == 0) {
            return "no fee";
        }
        var fee = BigDecimal.valueOf(ppk, PPK_DIGITS + digits(unit)).stripTrailingZeros();
        return "fee " + fee.toPlainString() + " " + unit + " per input";
    }

    private static String number(long amount, String unit) {
        int digits = digits(unit);
        return String.format(Locale.ENGLISH, "%,." + digits + "f", BigDecimal.valueOf(amount, digits));
    }

    private static int digits(String unit) {
        return switch (unit) {
            case "sat", "msat" -> 0;
            case "btc" -> BTC_DIGITS;
            default ->
                Currency.getAvailableCurrencies().stream()
                        .filter(currency -> currency.getCurrencyCode().equalsIgnoreCase(unit))
                        .mapToInt(currency -> Math.max(0, currency.getDefaultFractionDigits()))
                        .findAny()
                        .orElse(0);
        };
    }
}
