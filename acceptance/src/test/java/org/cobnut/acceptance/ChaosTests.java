package org.cobnut.acceptance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// Kills, pauses and cut connections at random times under mixed load. `bin/chaos` runs it for longer; the seed that it
/// prints, given back, makes the same decisions.
@ExtendWith(Mints.Resolver.class)
class ChaosTests {

    private static final int REPLICAS = 3;

    static List<MintDatabase> databases() {
        return Selection.ofThisRun().databases(0);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void letsNobodyDown(MintDatabase database, Mints mints) {
        String only = System.getProperty("cobnut.chaos.database", "");
        assumeTrue(only.isEmpty() || only.equalsIgnoreCase(database.name()), "another database was asked for");
        long seed =
                Long.getLong("cobnut.chaos.seed", RandomGenerator.getDefault().nextLong());
        var duration = Duration.ofSeconds(Long.getLong("cobnut.chaos.seconds", 20));
        System.out.printf("chaos on %s for %s, seed %d%n", database, duration, seed);

        String happened = chaos(database, mints, seed).run(duration);

        System.out.printf("chaos on %s, seed %d: %s%n", database, seed, happened);
    }

    private static Chaos chaos(MintDatabase database, Mints mints, long seed) {
        if (database == MintDatabase.SQLITE) {
            return new Chaos(List.of(mints.startWatched(database, null, Map.of())), List.of(), seed);
        }
        String url = Objects.requireNonNull(mints.newDatabase(database));
        var lines = new ArrayList<CuttableLine>();
        var replicas = new ArrayList<WatchedMint>();
        for (int i = 0; i < REPLICAS; i++) {
            var line = CuttableLine.to(url);
            lines.add(line);
            replicas.add(mints.startWatched(database, url, Map.of("spring.datasource.url", line.through(url))));
        }
        return new Chaos(replicas, lines, seed);
    }
}
