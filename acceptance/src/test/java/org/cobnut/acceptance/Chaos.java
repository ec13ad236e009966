package org.cobnut.acceptance;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/// Mixed load on one mint of one or more replicas, to which bad things happen at random times: that is one run, and its
/// seed repeats what was decided, though not what the machine made of it.
final class Chaos {

    private static final Duration LEASE_AND_MORE = Duration.ofSeconds(4);

    private final List<WatchedMint> replicas;
    private final List<CuttableLine> lines;
    private final Random random;
    private final Map<Blow, Integer> blows = new TreeMap<>();

    /// @param lines between replicas and their database, if there are lines
    Chaos(List<WatchedMint> replicas, List<CuttableLine> lines, long seed) {
        this.replicas = replicas;
        this.lines = lines;
        this.random = new Random(seed);
    }

    private enum Blow {
        KILL,
        PAUSE,
        CUT
    }

    /// Goes on for so long, and asserts after each blow that the books are right, and at the end that everybody
    /// has what is due.
    ///
    /// @return what has happened, for people
    String run(Duration duration) {
        var end = Instant.now().plus(duration);
        var books = replicas.getFirst().books();
        try (var crowd = Crowd.at(replicas.stream().map(WatchedMint::mint).toList(), random)) {
            while (Instant.now().isBefore(end)) {
                LockSupport.parkNanos(
                        Duration.ofMillis(300 + random.nextInt(1500)).toNanos());
                strike();
                books.requireConsistent();
            }
            crowd.sendHome();
            replicas.getFirst().requireNothingLost();
            return crowd.deeds() + " deeds, " + blows;
        }
    }

    private void strike() {
        int victim = random.nextInt(replicas.size());
        var possible = lines.isEmpty() ? List.of(Blow.KILL, Blow.PAUSE) : List.of(Blow.values());
        var blow = possible.get(random.nextInt(possible.size()));
        var mint = replicas.get(victim).mint();
        switch (blow) {
            case KILL -> {
                mint.kill();
                mint.startAgain();
            }
            case PAUSE -> {
                mint.pause();
                LockSupport.parkNanos(LEASE_AND_MORE.toNanos());
                mint.resume();
            }
            case CUT -> lines.get(victim).cut();
        }
        blows.merge(blow, 1, Integer::sum);
    }
}
