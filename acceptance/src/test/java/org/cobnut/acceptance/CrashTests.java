package org.cobnut.acceptance;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.cobnut.failpoint.Failpoint;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The mint is killed (SIGKILL) at every named step of everything that it does with money, started again, and asked
/// what became of it. [Selection] says on which database a run does so at which step.
@ExtendWith(Mints.Resolver.class)
class CrashTests {

    private final Mints mints;

    CrashTests(Mints mints) {
        this.mints = mints;
    }

    static List<Arguments> steps() {
        return steps(Selection.ofThisRun());
    }

    static List<Arguments> steps(Selection selection) {
        return selection.onDatabases(Arrays.stream(Doing.values())
                .flatMap(doing -> doing.steps().map(step -> Arguments.of(doing, step))));
    }

    @ParameterizedTest(name = "on {0}: {1} killed at {2}")
    @MethodSource("steps")
    @Execution(ExecutionMode.CONCURRENT)
    void losesNothingAndPaysNothingTwice(MintDatabase database, Doing doing, Failpoint step) {
        mints.watched(database).lend(watched -> new Crash(watched, doing).killAt(step));
    }

    static List<Arguments> commits() {
        return commits(Selection.ofThisRun());
    }

    static List<Arguments> commits(Selection selection) {
        return selection.onDatabases(Stream.of(
                Arguments.of(Doing.SWAP, Failpoint.SWAP_COMMITTED),
                Arguments.of(Doing.SWAP, Failpoint.SWAP_COMMITTING),
                Arguments.of(Doing.MINT, Failpoint.MINT_COMMITTED),
                Arguments.of(Doing.BATCH_MINT, Failpoint.MINT_COMMITTED),
                Arguments.of(Doing.RECEIPT, Failpoint.RECEIPT_COMMITTED),
                Arguments.of(Doing.MELT, Failpoint.RESERVED),
                Arguments.of(Doing.MELT, Failpoint.ATTEMPTED),
                Arguments.of(Doing.MELT, Failpoint.SETTLED),
                Arguments.of(Doing.MELT, Failpoint.SETTLE_COMMITTING),
                Arguments.of(Doing.FAILING_MELT, Failpoint.RELEASED),
                Arguments.of(Doing.INNER_MELT, Failpoint.INNER_COMMITTED)));
    }

    @ParameterizedTest(name = "on {0}: {1} without an answer at {2}")
    @MethodSource("commits")
    @Execution(ExecutionMode.CONCURRENT)
    void losesNothingWhenTheAnswerToACommitIsLost(MintDatabase database, Doing doing, Failpoint step) {
        mints.watched(database).lend(watched -> new Crash(watched, doing).loseAnswerAt(step));
    }
}
