package org.cobnut.acceptance;

import java.io.UncheckedIOException;

import org.cobnut.failpoint.Failpoint;
import org.cobnut.failpoint.Failpoints.Effect;

/// Something happens to a mint while a wallet is doing something, and nothing may be lost by it.
record Crash(WatchedMint watched, Doing doing) {

    /// The mint is killed at `step` and started again.
    void killAt(Failpoint step) {
        killed(step, () -> watched.killAt(step));
    }

    /// The mint is killed at `step`, and again when it goes on there, at `later`.
    void killAt(Failpoint step, Failpoint later) {
        try {
            killed(step, () -> watched.killTwiceAt(step, later));
        } finally {
            watched.failpoints().disarm(later);
        }
    }

    private void killed(Failpoint step, Runnable kill) {
        try {
            var deed = armed(step, Effect.STOP);
            var purse = watched.purse();
            var asking = Thread.startVirtualThread(() -> askOnce(deed, purse));

            kill.run();

            join(asking);
            deed.check(watched.purse(), watched.node());
            watched.requireNothingLost();
        } finally {
            disarm(step);
        }
    }

    /// What the mint does at `step` is done, but it never learns of it.
    void loseAnswerAt(Failpoint step) {
        try {
            var deed = armed(step, Effect.LOSE_ANSWER);

            deed.ask(watched.purse());

            watched.awaitHit(step);
            deed.check(watched.purse(), watched.node());
            watched.requireNothingLost();
        } finally {
            disarm(step);
        }
    }

    private void disarm(Failpoint step) {
        watched.failpoints().disarm(step);
        doing.mishap().ifPresent(watched.failpoints()::disarm);
    }

    private Deed armed(Failpoint step, Effect effect) {
        var deed = doing.prepare(watched);
        watched.failpoints().arm(step, effect);
        doing.mishap().ifPresent(mishap -> watched.failpoints().arm(mishap, Effect.LOSE_ANSWER));
        return deed;
    }

    static void askOnce(Deed deed, Purse purse) {
        try {
            deed.ask(purse);
        } catch (UncheckedIOException _) {
            // the mint was killed before it could answer
        }
    }

    static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }
}
