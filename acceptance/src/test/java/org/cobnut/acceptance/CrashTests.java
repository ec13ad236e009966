package org.cobnut.acceptance;

import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;

import org.cobnut.acceptance.Deed.Melt.Kind;
import org.cobnut.failpoint.Failpoint;
import org.cobnut.failpoint.Failpoints.Effect;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/// The mint is killed (SIGKILL) at every named step of everything that it does with money, started again, and asked
/// what
/// became of it.
@ParameterizedClass
@EnumSource
@ExtendWith(Mints.Resolver.class)
class CrashTests {

    private final WatchedMint watched;

    CrashTests(MintDatabase database, Mints mints) {
        this.watched = mints.watched(database);
    }

    /// What a wallet may be doing.
    enum Doing {
        SWAP((purse, _) -> Deed.Swap.prepare(purse)),
        MINT((purse, _) -> Deed.Mint.prepareOne(purse)),
        BATCH_MINT((purse, _) -> Deed.Mint.prepareBatch(purse)),
        RECEIPT((purse, _) -> Deed.Receipt.prepare(purse)),
        MELT((purse, node) -> Deed.Melt.prepare(purse, node, Kind.EXTERNAL)),
        ASYNC_MELT((purse, node) -> Deed.Melt.prepare(purse, node, Kind.ASYNCHRONOUS)),
        FAILING_MELT((purse, node) -> Deed.Melt.prepare(purse, node, Kind.FAILING)),
        INNER_MELT((purse, node) -> Deed.Melt.prepare(purse, node, Kind.INTERNAL));

        private final BiFunction<Purse, OutsideNode, Deed> preparation;

        Doing(BiFunction<Purse, OutsideNode, Deed> preparation) {
            this.preparation = preparation;
        }

        /// The steps that it passes.
        private Stream<Failpoint> steps() {
            return switch (this) {
                case SWAP -> steps("SIGN(ING|ED)|SWAP_.*");
                case MINT, BATCH_MINT -> steps("SIGNED|MINT_.*");
                case RECEIPT -> steps("RECEIPT_.*");
                case MELT -> steps("SIGN(ING|ED)|(RESERVE|ATTEMPT|SETTLE)_.*|RESERVED|ATTEMPTED|PAYING|PAID|SETTLED");
                case ASYNC_MELT -> steps("RESERVED|ATTEMPTED|PAYING|PAID|SETTLE_COMMITTING|SETTLED");
                case FAILING_MELT -> steps("RELEASE_.*|RELEASED");
                case INNER_MELT -> steps("SIGNED|INNER_.*");
            };
        }

        private static Stream<Failpoint> steps(String names) {
            return Arrays.stream(Failpoint.values())
                    .filter(failpoint -> failpoint.name().matches(names));
        }
    }

    static List<Arguments> steps() {
        return Arrays.stream(Doing.values())
                .flatMap(doing -> doing.steps().map(step -> Arguments.of(doing, step)))
                .toList();
    }

    @ParameterizedTest(name = "{0} killed at {1}")
    @MethodSource("steps")
    void losesNothingAndPaysNothingTwice(Doing doing, Failpoint step) {
        try {
            var deed = armed(doing, step, Effect.STOP);
            var purse = watched.purse();
            var asking = Thread.startVirtualThread(() -> askOnce(deed, purse));

            watched.killAt(step);

            join(asking);
            deed.check(watched.purse(), watched.node());
            watched.requireNothingLost();
        } finally {
            watched.failpoints().disarm(step);
        }
    }

    static List<Arguments> commits() {
        return Stream.of(
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
                        Arguments.of(Doing.INNER_MELT, Failpoint.INNER_COMMITTED))
                .toList();
    }

    @ParameterizedTest(name = "{0} without an answer at {1}")
    @MethodSource("commits")
    void losesNothingWhenTheAnswerToACommitIsLost(Doing doing, Failpoint step) {
        try {
            var deed = armed(doing, step, Effect.LOSE_ANSWER);

            deed.ask(watched.purse());

            assertThat(watched.failpoints().isHit(step)).isTrue();
            deed.check(watched.purse(), watched.node());
            watched.requireNothingLost();
        } finally {
            watched.failpoints().disarm(step);
        }
    }

    /// What is received is received without being asked for: there the failpoint has to be armed first.
    private Deed armed(Doing doing, Failpoint step, Effect effect) {
        boolean isFirst = doing == Doing.RECEIPT;
        if (isFirst) {
            watched.failpoints().arm(step, effect);
        }
        var deed = doing.preparation.apply(watched.purse(), watched.node());
        if (!isFirst) {
            watched.failpoints().arm(step, effect);
        }
        return deed;
    }

    private static void askOnce(Deed deed, Purse purse) {
        try {
            deed.ask(purse);
        } catch (UncheckedIOException _) {
            // the mint was killed before it could answer
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }
}
