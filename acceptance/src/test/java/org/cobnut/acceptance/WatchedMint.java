package org.cobnut.acceptance;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

import org.cobnut.failpoint.Failpoint;
import org.cobnut.failpoint.Failpoints;
import org.cobnut.failpoint.Failpoints.Effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// A mint that a test can stop at any step, with all that there is to see of it from outside.
///
/// @param books read on a way of their own
record WatchedMint(RunningMint mint, Failpoints failpoints, OutsideNode node, Books books) {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    Purse purse() {
        return Purse.at(new Wire(mint.url()));
    }

    /// Waits until the mint stands still at `failpoint`, kills it there and starts it again.
    void killAt(Failpoint failpoint) {
        awaitHit(failpoint);
        mint.kill();
        startAgain();
        failpoints.disarm(failpoint);
    }

    /// Waits until the mint stands still at `failpoint`, kills it there, and again when it comes to `later`,
    /// which may be before it answers.
    void killTwiceAt(Failpoint failpoint, Failpoint later) {
        awaitHit(failpoint);
        mint.kill();
        failpoints.arm(later, Effect.STOP);
        failpoints.disarm(failpoint);
        mint.launchAgain();
        killAt(later);
    }

    void awaitHit(Failpoint failpoint) {
        await("the mint comes to " + failpoint)
                .atMost(LIMIT)
                .pollInterval(LOOK_AGAIN)
                .until(() -> failpoints.isHit(failpoint));
    }

    /// Starts it again, and waits until it has found its node: HTTP opens before.
    void startAgain() {
        mint.startAgain();
        mint.awaitNode();
    }

    /// Asserts that the books are right, that what is paid was paid once, and what was received credited once.
    void requireNothingLost() {
        await("nothing is under way").atMost(LIMIT).pollInterval(LOOK_AGAIN).until(() -> !books.isBusy());
        books.requireAtRest();
        requireSameMoneyAs(node);
    }

    private void requireSameMoneyAs(OutsideNode outside) {
        var sent = outside.payments();
        assertThat(sent.values()).as("payments of one invoice").allMatch(times -> times == 1);
        assertThat(sent).as("paid by the node").isEqualTo(books.payments());
        Map<String, Long> received = new TreeMap<>();
        var receipts = books.receipts();
        receipts.keySet().forEach(hash -> received.put(hash, outside.received(hash)));
        assertThat(receipts).as("received by the node").isEqualTo(received);
    }
}
