package org.cobnut.acceptance;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

import org.cobnut.acceptance.Deed.Melt.Kind;
import org.cobnut.failpoint.Failpoint;
import org.jspecify.annotations.Nullable;

/// What a wallet may be doing when something happens to the mint.
enum Doing {
    SWAP((purse, _) -> Deed.Swap.prepare(purse)),
    /// It asks a signatory elsewhere, in vain for the first time.
    GIVEN_BACK_SWAP((purse, _) -> Deed.Swap.prepare(purse), Failpoint.SIGNED),
    MINT((purse, _) -> Deed.Mint.prepareOne(purse)),
    BATCH_MINT((purse, _) -> Deed.Mint.prepareBatch(purse)),
    RECEIPT((purse, node) -> Deed.Receipt.prepare(purse, node)),
    MELT((purse, node) -> Deed.Melt.prepare(purse, node, Kind.EXTERNAL)),
    /// Its change is asked for in vain for the first time.
    OWING_MELT((purse, node) -> Deed.Melt.prepare(purse, node, Kind.OWING), Failpoint.SIGNED),
    ASYNC_MELT((purse, node) -> Deed.Melt.prepare(purse, node, Kind.ASYNCHRONOUS)),
    FAILING_MELT((purse, node) -> Deed.Melt.prepare(purse, node, Kind.FAILING)),
    INNER_MELT((purse, node) -> Deed.Melt.prepare(purse, node, Kind.INTERNAL));

    private final BiFunction<Purse, OutsideNode, Deed> preparation;
    private final @Nullable Failpoint mishap;

    Doing(BiFunction<Purse, OutsideNode, Deed> preparation) {
        this(preparation, null);
    }

    Doing(BiFunction<Purse, OutsideNode, Deed> preparation, @Nullable Failpoint mishap) {
        this.preparation = preparation;
        this.mishap = mishap;
    }

    Deed prepare(WatchedMint watched) {
        return preparation.apply(watched.purse(), watched.node());
    }

    /// Where an answer is lost in any case.
    Optional<Failpoint> mishap() {
        return Optional.ofNullable(mishap);
    }

    /// The steps that it passes, where the mint signs itself.
    Stream<Failpoint> steps() {
        return switch (this) {
            case GIVEN_BACK_SWAP, OWING_MELT -> Stream.empty();
            case SWAP -> steps("SIGN(ING|ED)|SWAP_.*");
            case MINT, BATCH_MINT -> steps("SIGNED|MINT_.*");
            case RECEIPT -> steps("RECEIPT_.*");
            case MELT -> steps("SIGN(ING|ED)|(RESERVE|ATTEMPT|SETTLE)_.*|RESERVED|ATTEMPTED|PAYING|PAID|SETTLED");
            case ASYNC_MELT -> steps("RESERVED|ATTEMPTED|PAYING|PAID|SETTLE_COMMITTING|SETTLED");
            case FAILING_MELT -> steps("RELEASE_.*|RELEASED");
            case INNER_MELT -> steps("SIGNED|INNER_.*");
        };
    }

    /// The steps that it passes differently, or that ask somebody, where the keys are with a signatory elsewhere.
    Stream<Failpoint> stepsWithSignatory() {
        return switch (this) {
            case SWAP -> steps("SIGN(ING|ED)|(HOLD|COMPLETE)_.*|HELD|COMPLETED");
            case GIVEN_BACK_SWAP -> steps("GIVE_BACK_.*|GIVEN_BACK");
            case MINT -> steps("SIGN(ING|ED)|MINT_COMMITT(ING|ED)");
            case BATCH_MINT -> steps("SIGN(ING|ED)");
            case MELT -> steps("SIGN(ING|ED)|SETTLE_COMMITTING|SETTLED");
            case OWING_MELT -> steps("(OWE|FINISH)_.*|OWED|FINISHED");
            case INNER_MELT -> steps("SIGN(ING|ED)|INNER_COMMITT(ING|ED)");
            case RECEIPT, ASYNC_MELT, FAILING_MELT -> Stream.empty();
        };
    }

    /// Failpoints by their names.
    private static Stream<Failpoint> steps(String names) {
        return Arrays.stream(Failpoint.values())
                .filter(failpoint -> failpoint.name().matches(names));
    }
}
