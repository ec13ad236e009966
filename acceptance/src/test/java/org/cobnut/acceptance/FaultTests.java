package org.cobnut.acceptance;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import org.cobnut.cashu.Proof;
import org.cobnut.failpoint.Failpoint;
import org.cobnut.failpoint.Failpoints.Effect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/// What a mint is on breaks for a while: requests fail in a way that may be repeated, nothing is lost, and the mint
/// recovers by itself.
@ExtendWith(Mints.Resolver.class)
class FaultTests {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Mints mints;

    FaultTests(Mints mints) {
        this.mints = mints;
    }

    @Test
    void survivesACrashOfPostgresUnderLoad(@TempDir Path folder) {
        try (var postgres = new OwnPostgres(folder.resolve("data"))) {
            postgres.start(Map.of());
            postgres.execute("CREATE DATABASE mint");
            var watched = mints.startWatched(MintDatabase.POSTGRESQL, postgres.url("mint"), Map.of());
            try (var crowd = Crowd.at(List.of(watched.mint()), new Random(2))) {
                await("some load").atMost(LIMIT).until(() -> crowd.deeds() > 20);

                postgres.kill();
                postgres.start(Map.of());

                int before = crowd.deeds();
                await("the mint goes on").atMost(LIMIT).until(() -> crowd.deeds() > before + 20);
                crowd.sendHome();
            }
            watched.requireNothingLost();
            watched.mint().stop();
        }
    }

    @Test
    void survivesADatabaseThatStandsStill() {
        String url = Objects.requireNonNull(mints.newDatabase(MintDatabase.POSTGRESQL));
        try (var line = CuttableLine.to(url)) {
            var watched = mints.startWatched(
                    MintDatabase.POSTGRESQL, url, Map.of("spring.datasource.url", line.through(url)));
            try (var crowd = Crowd.at(List.of(watched.mint()), new Random(3))) {
                await("some load").atMost(LIMIT).until(() -> crowd.deeds() > 20);

                line.hold(Duration.ofSeconds(4));

                int before = crowd.deeds();
                await("the mint goes on").atMost(LIMIT).until(() -> crowd.deeds() > before + 20);
                crowd.sendHome();
            }
            watched.requireNothingLost();
            watched.mint().stop();
        }
    }

    @Test
    void answers503WhileNoConnectionIsFree() {
        String url = Objects.requireNonNull(mints.newDatabase(MintDatabase.POSTGRESQL));
        var watched = mints.startWatched(
                MintDatabase.POSTGRESQL,
                url,
                Map.of("cobnut.store.connections", "1", "cobnut.store.connection-wait", "500ms"));
        var purse = watched.purse();
        var melt = Deed.Melt.prepare(purse, watched.node(), Deed.Melt.Kind.EXTERNAL);
        watched.failpoints().arm(Failpoint.RESERVE_PROOFS_HELD, Effect.STOP);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asking = threads.submit(() -> melt.ask(purse));
            await().atMost(LIMIT).until(() -> watched.failpoints().isHit(Failpoint.RESERVE_PROOFS_HELD));

            var answer = purse.wire().post("/v1/mint/quote/bolt11", Map.of("amount", 7, "unit", "sat"));

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.headers().firstValue("retry-after")).isPresent();
            watched.failpoints().disarm(Failpoint.RESERVE_PROOFS_HELD);
            await().atMost(LIMIT).until(asking::isDone);
        }
        melt.check(purse, watched.node());
        watched.requireNothingLost();
        watched.mint().stop();
    }

    @Test
    void answers503WhileTheDiskIsFull(@TempDir Path folder) {
        String url = "jdbc:sqlite:" + folder.resolve("mint.sqlite");
        var watched = mints.startWatched(
                MintDatabase.SQLITE, url, Map.of("spring.datasource.url", url + "?max_page_count=150"));
        var purse = watched.purse();
        List<Proof> coins = purse.mint(8, 8, 8);
        var swap = Stream.generate(() -> Purse.swap(
                        purse.mint(64),
                        purse.outputs(Stream.generate(() -> 1L)
                                .limit(63)
                                .mapToLong(Long::longValue)
                                .toArray())))
                .filter(filling -> purse.wire().post("/v1/swap", filling).status() != 200)
                .findFirst()
                .orElseThrow();

        purse.wire().post("/v1/swap", swap).isRefusal(503, 50000);

        assertThat(purse.states(coins)).containsOnly("UNSPENT");
        watched.books().requireConsistent();
        watched.mint().stop();
        var again = mints.startWatched(MintDatabase.SQLITE, url, Map.of("spring.datasource.url", url));
        again.purse().wire().post("/v1/swap", swap).json();
        again.requireNothingLost();
        again.mint().stop();
    }

    @Test
    void refusesASecondProcessOnOneSqliteFile() {
        var first = mints.start(MintDatabase.SQLITE, Map.of());

        assertThatThrownBy(() -> mints.start(MintDatabase.SQLITE, Map.of("spring.datasource.url", first.database())))
                .hasMessageContaining("another mint serves")
                .hasMessageContaining("one SQLite file has one process");
        first.stop();
    }
}
