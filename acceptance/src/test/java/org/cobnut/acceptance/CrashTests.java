package org.cobnut.acceptance;

import java.util.Arrays;
import java.util.List;

import org.cobnut.failpoint.Failpoint;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The mint is killed (SIGKILL) at every named step of everything that it does with money, started again, and asked
/// what became of it.
@ParameterizedClass
@EnumSource
@ExtendWith(Mints.Resolver.class)
class CrashTests {

    private final Pool<WatchedMint> mints;

    CrashTests(MintDatabase database, Mints mints) {
        this.mints = mints.watched(database);
    }

    static List<Arguments> steps() {
        return Arrays.stream(Doing.values())
                .flatMap(doing -> doing.steps().map(step -> Arguments.of(doing, step)))
                .toList();
    }

    @ParameterizedTest(name = "{0} killed at {1}")
    @MethodSource("steps")
    @Execution(ExecutionMode.CONCURRENT)
    void losesNothingAndPaysNothingTwice(Doing doing, Failpoint step) {
        mints.lend(watched -> new Crash(watched, doing).killAt(step));
    }

    static List<Arguments> commits() {
        return List.of(
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
                Arguments.of(Doing.INNER_MELT, Failpoint.INNER_COMMITTED));
    }

    @ParameterizedTest(name = "{0} without an answer at {1}")
    @MethodSource("commits")
    @Execution(ExecutionMode.CONCURRENT)
    void losesNothingWhenTheAnswerToACommitIsLost(Doing doing, Failpoint step) {
        mints.lend(watched -> new Crash(watched, doing).loseAnswerAt(step));
    }
}
