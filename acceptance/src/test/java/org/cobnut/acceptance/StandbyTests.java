package org.cobnut.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.awaitility.Awaitility.await;

/// A PostgreSQL with a synchronous standby: the primary dies under load, and the standby takes its place.
@ExtendWith(Mints.Resolver.class)
class StandbyTests {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void keepsWhatWasAcknowledgedWhenTheStandbyTakesOver(Mints mints, @TempDir Path folder) throws IOException {
        try (var primary = new OwnPostgres(folder.resolve("primary"));
                var standby = new OwnPostgres(folder.resolve("standby"))) {
            startPair(primary, standby);
            String url = "jdbc:postgresql://127.0.0.1:%d,127.0.0.1:%d/mint?user=postgres&targetServerType=primary"
                    .formatted(primary.port(), standby.port());
            var replicas = Stream.generate(() -> mints.startWatched(
                            MintDatabase.POSTGRESQL, standby.url("mint"), Map.of("spring.datasource.url", url)))
                    .limit(2)
                    .toList();
            try (var crowd = Crowd.at(replicas.stream().map(WatchedMint::mint).toList(), new Random(1))) {
                await("some load").atMost(LIMIT).until(() -> crowd.deeds() > 30);

                primary.kill();
                standby.execute("SELECT pg_promote()");

                int before = crowd.deeds();
                await("the mint goes on").atMost(LIMIT).until(() -> crowd.deeds() > before + 30);
                crowd.sendHome();
            }
            replicas.getFirst().requireNothingLost();
            replicas.forEach(replica -> replica.mint().stop());
        }
    }

    private static void startPair(OwnPostgres primary, OwnPostgres standby) throws IOException {
        primary.start(Map.of());
        primary.execute("CREATE DATABASE mint");
        primary.close();
        copy(primary.data(), standby.data());
        Files.createFile(standby.data().resolve("standby.signal"));
        Files.writeString(
                standby.data().resolve("postgresql.auto.conf"),
                "primary_conninfo = 'host=127.0.0.1 port=%d user=postgres application_name=standby'%n"
                        .formatted(primary.port()));
        primary.start(Map.of("synchronous_standby_names", "standby"));
        standby.start(Map.of());
        await("a synchronous standby").atMost(LIMIT).until(() -> isInSync(primary));
    }

    private static boolean isInSync(OwnPostgres primary) throws SQLException {
        try (var connection = DriverManager.getConnection(primary.url("postgres"));
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT 1 FROM pg_stat_replication WHERE sync_state = 'sync'")) {
            return rows.next();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                var target = to.resolve(from.relativize(file).toString());
                if (!List.of("postmaster.pid", "epg-lock")
                        .contains(file.getFileName().toString())) {
                    Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }
}
