package org.cobnut.mint.melt;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.cobnut.cashu.Amount;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ChangeTests {

    private static final List<Amount> POWERS =
            IntStream.range(0, 32).mapToObj(power -> Amount.of(1L << power)).toList();

    @Test
    void takesTheLargestPartsIfThereIsNotRoomForAll() {
        assertThat(values(13, 3)).containsExactly(1L, 4L, 8L);
        assertThat(values(13, 2)).containsExactly(4L, 8L);
        assertThat(values(13, 1)).containsExactly(8L);
        assertThat(values(13, 0)).isEmpty();
        assertThat(values(0, 3)).isEmpty();
    }

    @Test
    void leavesWhatTheKeysetCannotRepresent() {
        var tens = List.of(Amount.of(10), Amount.of(100));

        assertThat(Change.parts(Amount.of(127), tens, 9)).containsExactly(Amount.of(10), Amount.of(10), Amount.of(100));
        assertThat(Change.parts(Amount.of(9), tens, 9)).isEmpty();
        assertThat(Change.parts(Amount.of(9), List.of(), 9)).isEmpty();
    }

    @Test
    void neverGivesMoreThanIsLeft() {
        var random = new SplittableRandom(Long.getLong("cobnut.test.seed", 1));
        for (int i = 0; i < 1000; i++) {
            long amount = random.nextLong(1L << 33);
            int count = random.nextInt(40);

            var parts = Change.parts(Amount.of(amount), POWERS, count);

            assertThat(parts).hasSizeLessThanOrEqualTo(count).isSorted();
            long sum = Amount.sum(parts).value();
            assertThat(sum).isLessThanOrEqualTo(amount);
            assertThat(sum == amount || parts.size() == count).isTrue();
        }
    }

    private static List<Long> values(long amount, int count) {
        return Change.parts(Amount.of(amount), POWERS, count).stream()
                .map(Amount::value)
                .toList();
    }
}
