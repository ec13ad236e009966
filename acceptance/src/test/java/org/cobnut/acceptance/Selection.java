package org.cobnut.acceptance;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.Arguments;

/// Which part of a matrix of scenarios and databases is run: all of it, or each scenario on one database, which is the
/// other one with the next seed.
///
/// @param seed nothing for all
record Selection(@Nullable Long seed) {

    private static final String ALL = "all";
    private static final List<MintDatabase> DATABASES = List.of(MintDatabase.values());

    /// What COBNUT_TEST_SEED says, a whole number or `all`; without it everything is run.
    static Selection ofThisRun() {
        return of(System.getenv().getOrDefault("COBNUT_TEST_SEED", ALL));
    }

    static Selection of(String seed) {
        return new Selection(seed.isBlank() || seed.equals(ALL) ? null : Long.valueOf(seed));
    }

    /// The arguments of a test: each of `scenarios` behind the databases on which it is run.
    List<Arguments> onDatabases(Stream<Arguments> scenarios) {
        var all = scenarios.toList();
        return DATABASES.stream()
                .flatMap(database -> IntStream.range(0, all.size())
                        .filter(scenario -> databases(scenario).contains(database))
                        .mapToObj(scenario -> before(database, all.get(scenario))))
                .toList();
    }

    /// The databases on which a scenario is run.
    List<MintDatabase> databases(int scenario) {
        return seed == null ? DATABASES : List.of(DATABASES.get(Math.floorMod(seed + scenario, DATABASES.size())));
    }

    private static Arguments before(MintDatabase database, Arguments scenario) {
        return Arguments.of(Stream.concat(Stream.of(database), Arrays.stream(scenario.get()))
                .toArray());
    }
}
