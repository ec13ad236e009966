package org.cobnut.acceptance;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Runs with two seeds in a row leave nothing out, and each of them leaves out no scenario.
class SelectionTests {

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -2, -1, 0, 1, 41, Long.MAX_VALUE - 1})
    void takesEverythingInTwoRunsInARow(long seed) {
        for (var matrix : matrices()) {
            var first = matrix.apply(new Selection(seed));
            var second = matrix.apply(new Selection(seed + 1));
            var everything = matrix.apply(Selection.of("all"));

            assertThat(Stream.of(first, second).flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(everything);
            assertThat(scenarios(first)).containsExactlyInAnyOrderElementsOf(scenarios(second));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1})
    void leavesNothingOutThatAWalletMayBeDoing(long seed) {
        var selection = new Selection(seed);

        assertThat(doings(CrashTests.steps(selection)))
                .containsOnly(whoseStepsAre(Doing::steps))
                .containsAll(doings(CrashTests.commits(selection)));
        assertThat(doings(SignatoryCrashTests.steps(selection))).containsOnly(whoseStepsAre(Doing::stepsWithSignatory));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "all"})
    void takesEverythingWithoutASeed(String seed) {
        assertThat(Selection.of(seed).databases(0)).containsExactly(MintDatabase.values());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "some"})
    void takesNothingElseForASeed(String seed) {
        assertThatThrownBy(() -> Selection.of(seed)).isInstanceOf(NumberFormatException.class);
    }

    private static List<Function<Selection, List<List<Object>>>> matrices() {
        return Stream.<Function<Selection, List<Arguments>>>of(
                        CrashTests::steps,
                        CrashTests::commits,
                        SignatoryCrashTests::steps,
                        SignatoryCrashTests::recoveries,
                        SignatoryCrashTests::commits,
                        SignatoryCrashTests::deaths)
                .map(matrix -> matrix.andThen(SelectionTests::lists))
                .toList();
    }

    private static List<List<Object>> lists(List<Arguments> arguments) {
        return arguments.stream().map(one -> List.of(one.get())).toList();
    }

    /// All but the database.
    private static List<List<Object>> scenarios(List<List<Object>> arguments) {
        return arguments.stream()
                .map(one -> one.subList(1, one.size()))
                .distinct()
                .toList();
    }

    private static List<Object> doings(List<Arguments> arguments) {
        return arguments.stream().map(one -> one.get()[1]).distinct().toList();
    }

    private static Object[] whoseStepsAre(Function<Doing, Stream<?>> steps) {
        return Arrays.stream(Doing.values())
                .filter(doing -> steps.apply(doing).findAny().isPresent())
                .toArray();
    }
}
