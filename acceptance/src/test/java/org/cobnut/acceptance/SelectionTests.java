package org.cobnut.acceptance;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Runs with two seeds in a row leave out no scenario, runs with four no scenario on either database, and each of them
/// nothing that a wallet may be doing.
class SelectionTests {

    @ParameterizedTest
    @ValueSource(longs = {-3, 0, 1, 2, 3, 4_000_000_001L})
    void takesEveryScenarioInTwoRunsInARowAndOnBothDatabasesInFour(long seed) {
        for (var matrix : matrices()) {
            var runs = LongStream.range(seed, seed + 4)
                    .mapToObj(next -> matrix.apply(new Selection(next)))
                    .toList();
            var everything = matrix.apply(Selection.of("all"));

            assertThat(Stream.of(runs.get(0), runs.get(1))
                            .map(SelectionTests::scenarios)
                            .flatMap(List::stream))
                    .containsExactlyInAnyOrderElementsOf(scenarios(everything));
            assertThat(runs.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(everything);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3})
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
