package org.cobnut.acceptance;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import org.cobnut.acceptance.Deed.Melt.Kind;
import org.cobnut.failpoint.Failpoint;
import org.cobnut.failpoint.Failpoints.Effect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Replicas go by the database's clock. Here their readings of it are dozens of leases apart, as after one of their
/// machines has slept: who lives and who is dead is the database's to say, and nobody is let down.
@ExtendWith(Mints.Resolver.class)
class WrongClockTests {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration LEASE_AND_MORE = Duration.ofSeconds(4);
    private static final List<Integer> MINUTES = List.of(0, 2, -2);

    @Test
    void letsNobodyDownThoughNoTwoReplicasAgreeAboutTheTime(Mints mints) {
        var replicas = start(mints);

        try (var crowd = Crowd.at(replicas.stream().map(WatchedMint::mint).toList(), new Random(4))) {
            await("some load").atMost(LIMIT).until(() -> crowd.deeds() > 20);
            crowd.sendHome();
        }

        replicas.getFirst().requireNothingLost();
        requireDifferentTimes(replicas);
        for (int i = 0; i < replicas.size(); i++) {
            requireTheLivingAreLeftAlone(replicas.get(i));
            requireTheDeadAreReplaced(replicas.get(i), replicas.get((i + 1) % replicas.size()));
        }
        replicas.forEach(replica -> replica.mint().stop());
    }

    /// They are set wrong once there are keysets that all of them take for old.
    private static List<WatchedMint> start(Mints mints) {
        String url = Objects.requireNonNull(mints.newDatabase(MintDatabase.POSTGRESQL));
        var replicas = IntStream.range(0, MINUTES.size())
                .mapToObj(i -> mints.startWatched(
                        MintDatabase.POSTGRESQL, url, Map.of("failpoints.clock", i == 0 ? "-1d" : "0s")))
                .toList();
        for (int i = 0; i < MINUTES.size(); i++) {
            replicas.get(i).failpoints().setClock(Duration.ofMinutes(MINUTES.get(i)));
        }
        return replicas;
    }

    private static void requireDifferentTimes(List<WatchedMint> replicas) {
        var times = replicas.stream()
                .map(replica -> replica.purse()
                        .wire()
                        .get("/v1/info")
                        .json()
                        .get("time")
                        .longValue())
                .toList();
        for (int i = 0; i < MINUTES.size(); i++) {
            assertThat(times.get(i) - times.getFirst()).isBetween(MINUTES.get(i) * 60L - 30, MINUTES.get(i) * 60L + 30);
        }
    }

    /// A melt that takes longer than a lease stays its own replica's, as long as that one lives.
    private static void requireTheLivingAreLeftAlone(WatchedMint replica) {
        var purse = replica.purse();
        var melt = Deed.Melt.prepare(purse, replica.node(), Kind.EXTERNAL);
        replica.failpoints().arm(Failpoint.PAYING, Effect.STOP);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.execute(() -> Crash.askOnce(melt, purse));
            replica.awaitHit(Failpoint.PAYING);

            await("nobody takes it over")
                    .during(LEASE_AND_MORE)
                    .atMost(LIMIT)
                    .until(() -> replica.books().rows("SELECT epoch FROM saga_state"), List.of("1")::equals);

            replica.failpoints().disarm(Failpoint.PAYING);
        }
        melt.check(purse, replica.node());
        replica.requireNothingLost();
    }

    /// What a replica held for a payment that it had not sent when it died, another one gives back, soon.
    private static void requireTheDeadAreReplaced(WatchedMint replica, WatchedMint other) {
        var purse = replica.purse();
        var melt = (Deed.Melt) Deed.Melt.prepare(purse, replica.node(), Kind.EXTERNAL);
        replica.failpoints().arm(Failpoint.RESERVED, Effect.STOP);
        var asking = Thread.startVirtualThread(() -> Crash.askOnce(melt, purse));
        replica.awaitHit(Failpoint.RESERVED);

        replica.mint().kill();

        Crash.join(asking);
        replica.failpoints().disarm(Failpoint.RESERVED);
        await("it is given back")
                .atMost(LIMIT)
                .until(() -> other.purse().states(melt.inputs()), List.of("UNSPENT")::equals);
        replica.startAgain();
        melt.check(replica.purse(), replica.node());
        replica.requireNothingLost();
    }
}
