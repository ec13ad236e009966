package org.cobnut.acceptance;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.Arguments;

/// Which part of a matrix of scenarios and databases is run: all of it, or every second scenario, each on one database.
/// The next seed takes the scenarios between them, and the one after it the first ones on the other database. So a
/// scenario is run in every second run, and what takes several steps is killed at half of them in every run.
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

    /// The arguments of a test: those of `scenarios` that are run, behind the databases on which they are.
    List<Arguments> onDatabases(Stream<Arguments> scenarios) {
        var all = scenarios.toList();
        return DATABASES.stream()
                .flatMap(database -> IntStream.range(0, all.size())
                        .filter(scenario -> runs(scenario, database))
                        .mapToObj(scenario -> before(database, all.get(scenario))))
                .toList();
    }

    private boolean runs(int scenario, MintDatabase database) {
        if (seed == null) {
            return true;
        }
        long turn = seed + scenario;
        return turn % 2 == 0 && DATABASES.get(Math.floorMod(turn / 2, DATABASES.size())) == database;
    }

    /// The databases on which a test that is no matrix is run: one, and the other one with the next seed.
    List<MintDatabase> databases(int test) {
        return seed == null ? DATABASES : List.of(DATABASES.get(Math.floorMod(seed + test, DATABASES.size())));
    }

    private static Arguments before(MintDatabase database, Arguments scenario) {
        return Arguments.of(Stream.concat(Stream.of(database), Arrays.stream(scenario.get()))
                .toArray());
    }
}
