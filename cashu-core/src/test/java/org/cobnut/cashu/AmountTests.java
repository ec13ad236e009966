package org.cobnut.cashu;

import java.math.BigInteger;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AmountTests {

    private static final Amount LARGEST = Amount.parse("18446744073709551615");
    private static final List<Amount> POWERS_OF_TWO =
            IntStream.range(0, Long.SIZE).mapToObj(bit -> new Amount(1L << bit)).toList();

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "9223372036854775807", "9223372036854775808", "18446744073709551615"})
    void readsWhatItWrites(String decimal) {
        assertThat(Amount.parse(decimal)).hasToString(decimal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-1", "+1", "01", "00", "1.0", "1e3", "0x1", "١", "1 ", "18446744073709551616"})
    void refusesWhatIsNoWholeNumber(String decimal) {
        assertThatIllegalArgumentException().isThrownBy(() -> Amount.parse(decimal));
    }

    @Test
    void refusesNegativeNumbers() {
        assertThatIllegalArgumentException().isThrownBy(() -> Amount.of(-1));
    }

    @Test
    void calculatesAsBigIntegersDo() {
        var random = new SplittableRandom(Long.getLong("cobnut.test.seed", 20_261_124L));
        for (int i = 0; i < 10_000; i++) {
            var a = new Amount(random.nextLong() >>> random.nextInt(Long.SIZE));
            var b = new Amount(random.nextLong() >>> random.nextInt(Long.SIZE));
            var sum = big(a).add(big(b));
            var difference = big(a).subtract(big(b));

            if (sum.bitLength() > Long.SIZE) {
                assertOverflows(() -> a.plus(b));
            } else {
                assertThat(big(a.plus(b))).isEqualTo(sum);
            }
            if (difference.signum() < 0) {
                assertOverflows(() -> a.minus(b));
            } else {
                assertThat(big(a.minus(b))).isEqualTo(difference);
            }
            assertThat(Integer.signum(a.compareTo(b))).isEqualTo(big(a).compareTo(big(b)));
            assertThat(a.isMoreThan(b)).isEqualTo(b.isLessThan(a)).isEqualTo(difference.signum() > 0);
        }
    }

    @Test
    void sums() {
        assertThat(Amount.sum(List.of())).isEqualTo(Amount.ZERO);
        assertThat(Amount.sum(List.of(LARGEST.minus(Amount.ONE), Amount.ONE))).isEqualTo(LARGEST);
        assertOverflows(() -> Amount.sum(List.of(LARGEST, Amount.ONE)));
    }

    @Test
    void givesTablesNothingThatTheyCannotHold() {
        assertThat(Amount.of(Long.MAX_VALUE).toLongExact()).isEqualTo(Long.MAX_VALUE);
        assertThatThrownBy(() -> new Amount(Long.MIN_VALUE).toLongExact())
                .isInstanceOfSatisfying(
                        CashuException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.AMOUNT_OUT_OF_RANGE));
    }

    @ParameterizedTest
    @CsvSource({"0,''", "1,1", "13,1 4 8", "64,64", "255,1 2 4 8 16 32 64 128"})
    void splitsIntoPowersOfTwo(long amount, String parts) {
        assertThat(Amount.of(amount).split(POWERS_OF_TWO)).isEqualTo(amounts(parts));
    }

    @Test
    void splitsTheLargestAmount() {
        assertThat(LARGEST.split(POWERS_OF_TWO)).isEqualTo(POWERS_OF_TWO);
    }

    @ParameterizedTest
    @CsvSource({"7,1 5,1 1 5", "10,5 1,5 5", "3,1,1 1 1", "0,1,''"})
    void splitsIntoOtherDenominations(long amount, String denominations, String parts) {
        assertThat(Amount.of(amount).split(amounts(denominations))).isEqualTo(amounts(parts));
    }

    @Test
    void refusesToSplitWhatTheDenominationsDoNotMakeUp() {
        var two = List.of(Amount.ZERO, Amount.of(2));

        assertThatThrownBy(() -> Amount.of(3).split(two)).isInstanceOf(CashuException.class);
        assertThatThrownBy(() -> Amount.ONE.split(List.of())).isInstanceOf(CashuException.class);
    }

    @Test
    void refusesToSplitIntoMorePartsThanAnybodyCanSign() {
        assertThatThrownBy(() -> LARGEST.split(List.of(Amount.ONE))).isInstanceOf(CashuException.class);
    }

    private static List<Amount> amounts(String text) {
        return Stream.of(text.split(" "))
                .filter(part -> !part.isEmpty())
                .map(Amount::parse)
                .toList();
    }

    private static BigInteger big(Amount amount) {
        return new BigInteger(amount.toString());
    }

    private static void assertOverflows(ThrowingCallable calculation) {
        assertThatThrownBy(calculation)
                .isInstanceOfSatisfying(
                        CashuException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.AMOUNT_OVERFLOW));
    }
}
