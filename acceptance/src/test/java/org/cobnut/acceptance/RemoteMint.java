package org.cobnut.acceptance;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.cobnut.cashu.Amount;
import org.cobnut.cashu.Proof;
import org.cobnut.cashu.crypto.Curve;
import org.cobnut.failpoint.Failpoint;
import org.cobnut.failpoint.Failpoints.Effect;

import static org.awaitility.Awaitility.await;

/// A mint whose keys are with a signatory in another process, which a test can kill as well.
///
/// @param line from the mint to its signatory
record RemoteMint(WatchedMint watched, RunningSignatory signatory, CuttableLine line) implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    /// Less than any signature takes, and more than what gRPC says by itself.
    private static final int SOME_BYTES = 150;

    /// The moments at which a signatory may die.
    enum Moment {
        BEFORE_IT_SIGNS,
        /// It has signed, and nobody has heard of it.
        BEFORE_IT_ANSWERS
    }

    /// Spring properties of a mint that has its signatory at the end of `line`. It looks for one that is back often.
    static Map<String, String> settings(CuttableLine line) {
        return Map.of(
                "cobnut.signatory.kind", "remote",
                "cobnut.signatory.address", "127.0.0.1:" + line.port(),
                "cobnut.keysets.refresh", "1s");
    }

    /// The signatory is killed when it is next asked to sign, for which `ask` sees; it stays away.
    ///
    /// @return who is asking, perhaps still
    Thread killSignatory(Moment moment, Runnable ask) {
        watched.failpoints().arm(Failpoint.SIGNING, Effect.STOP);
        try {
            var asking = Thread.startVirtualThread(ask);
            watched.awaitHit(Failpoint.SIGNING);
            switch (moment) {
                case BEFORE_IT_SIGNS -> {
                    signatory.kill();
                    watched.failpoints().disarm(Failpoint.SIGNING);
                }
                case BEFORE_IT_ANSWERS -> {
                    line.loseAnswers();
                    watched.failpoints().disarm(Failpoint.SIGNING);
                    await("it has signed")
                            .atMost(LIMIT)
                            .pollInterval(LOOK_AGAIN)
                            .until(() -> line.lost() > SOME_BYTES);
                    signatory.kill();
                    line.cut();
                }
            }
            return asking;
        } finally {
            watched.failpoints().disarm(Failpoint.SIGNING);
        }
    }

    /// Starts the signatory again, and waits until the mint has found it.
    void startSignatoryAgain() {
        signatory.startAgain();
        awaitSignatory();
    }

    /// What nobody has signed is refused once somebody looks at it.
    private void awaitSignatory() {
        var purse = watched.purse();
        var forged = new Proof(
                Amount.of(1),
                purse.keyset().id(),
                Purse.randomSecret(),
                Curve.preferred().hashToCurve("nobody has signed this".getBytes(StandardCharsets.UTF_8)),
                null,
                null);
        var swap = Purse.swap(List.of(forged), purse.outputs(1));
        await("the mint has found its signatory")
                .atMost(LIMIT)
                .pollInterval(LOOK_AGAIN)
                .until(() -> purse.wire().post("/v1/swap", swap).status(), status -> status != 503);
    }

    /// Leaves the mint to whoever started it.
    @Override
    public void close() {
        line.close();
        signatory.close();
    }
}
