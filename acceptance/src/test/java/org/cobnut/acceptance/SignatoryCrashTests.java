package org.cobnut.acceptance;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.cobnut.acceptance.RemoteMint.Moment;
import org.cobnut.failpoint.Failpoint;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// As [CrashTests], of a mint whose keys are with a signatory in another process: a swap is two transactions then, and
/// change may come later than the payment. Either of the two processes is killed.
@ExtendWith(Mints.Resolver.class)
class SignatoryCrashTests {

    private final Mints mints;

    SignatoryCrashTests(Mints mints) {
        this.mints = mints;
    }

    static List<Arguments> steps() {
        return steps(Selection.ofThisRun());
    }

    static List<Arguments> steps(Selection selection) {
        return selection.onDatabases(Arrays.stream(Doing.values())
                .flatMap(doing -> doing.stepsWithSignatory().map(step -> Arguments.of(doing, step))));
    }

    @ParameterizedTest(name = "on {0}: {1} killed at {2}")
    @MethodSource("steps")
    @Execution(ExecutionMode.CONCURRENT)
    void losesNothingAndPaysNothingTwice(MintDatabase database, Doing doing, Failpoint step) {
        mints.remote(database).lend(remote -> new Crash(remote.watched(), doing).killAt(step));
    }

    static List<Arguments> recoveries() {
        return recoveries(Selection.ofThisRun());
    }

    static List<Arguments> recoveries(Selection selection) {
        return selection.onDatabases(Stream.of(
                        Failpoint.ADOPT_STORED,
                        Failpoint.ADOPT_COMMITTING,
                        Failpoint.ADOPTED,
                        Failpoint.GIVE_BACK_PROOFS_GIVEN_BACK,
                        Failpoint.GIVE_BACK_COMMITTING,
                        Failpoint.GIVEN_BACK)
                .map(later -> Arguments.of(Doing.SWAP, Failpoint.HELD, later)));
    }

    @ParameterizedTest(name = "on {0}: {1} killed at {2}, its recovery at {3}")
    @MethodSource("recoveries")
    @Execution(ExecutionMode.CONCURRENT)
    void losesNothingWhenItsRecoveryIsKilledToo(MintDatabase database, Doing doing, Failpoint step, Failpoint later) {
        mints.remote(database).lend(remote -> new Crash(remote.watched(), doing).killAt(step, later));
    }

    static List<Arguments> commits() {
        return commits(Selection.ofThisRun());
    }

    static List<Arguments> commits(Selection selection) {
        return selection.onDatabases(Stream.of(
                Arguments.of(Doing.SWAP, Failpoint.HOLD_COMMITTING),
                Arguments.of(Doing.SWAP, Failpoint.HELD),
                Arguments.of(Doing.SWAP, Failpoint.COMPLETE_COMMITTING),
                Arguments.of(Doing.SWAP, Failpoint.COMPLETED),
                Arguments.of(Doing.GIVEN_BACK_SWAP, Failpoint.GIVE_BACK_COMMITTING),
                Arguments.of(Doing.GIVEN_BACK_SWAP, Failpoint.GIVEN_BACK),
                Arguments.of(Doing.OWING_MELT, Failpoint.OWED),
                Arguments.of(Doing.OWING_MELT, Failpoint.FINISHED)));
    }

    @ParameterizedTest(name = "on {0}: {1} without an answer at {2}")
    @MethodSource("commits")
    @Execution(ExecutionMode.CONCURRENT)
    void losesNothingWhenTheAnswerToACommitIsLost(MintDatabase database, Doing doing, Failpoint step) {
        mints.remote(database).lend(remote -> new Crash(remote.watched(), doing).loseAnswerAt(step));
    }

    static List<Arguments> deaths() {
        return deaths(Selection.ofThisRun());
    }

    static List<Arguments> deaths(Selection selection) {
        return selection.onDatabases(Stream.of(
                        Doing.SWAP, Doing.MINT, Doing.BATCH_MINT, Doing.INNER_MELT, Doing.OWING_MELT)
                .flatMap(doing -> Arrays.stream(Moment.values()).map(moment -> Arguments.of(doing, moment))));
    }

    @ParameterizedTest(name = "on {0}: {1}, its signatory killed {2}")
    @MethodSource("deaths")
    @Execution(ExecutionMode.CONCURRENT)
    void losesNothingWhenItsSignatoryIsKilled(MintDatabase database, Doing doing, Moment moment) {
        mints.remote(database).lend(remote -> {
            var watched = remote.watched();
            var deed = doing.prepare(watched);
            var purse = watched.purse();

            var asking = remote.killSignatory(moment, () -> Crash.askOnce(deed, purse));

            requireBooked(doing, watched, asking);
            remote.startSignatoryAgain();
            Crash.join(asking);
            deed.check(watched.purse(), watched.node());
            watched.requireNothingLost();
        });
    }

    /// Without a signatory nothing is done that needs one, nor held for it. But what was paid is known to be paid, and
    /// owes its change until somebody signs it.
    private static void requireBooked(Doing doing, WatchedMint watched, Thread asking) {
        if (doing == Doing.OWING_MELT) {
            await("what was paid is booked")
                    .until(() -> watched.books().payments(), watched.node().payments()::equals);
            assertThat(watched.books().isBusy()).as("owes change").isTrue();
        } else {
            Crash.join(asking);
            watched.requireNothingLost();
        }
    }
}
