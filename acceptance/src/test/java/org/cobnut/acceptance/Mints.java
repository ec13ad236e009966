package org.cobnut.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.cobnut.failpoint.Failpoints;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// The mints of a test run: one per database that all scenarios share, and more for those that need one of their own.
final class Mints implements AutoCloseable {

    /// The seed of every mint here, and of every signatory.
    static final String MNEMONIC = "half depart obvious quality work element tank gorilla view sugar picture humble";

    /// A fee of 100 ppk, so that no test passes by ignoring fees; delays long enough to see what is pending.
    private static final Map<String, String> SETTINGS = Map.of(
            "cobnut.mnemonic", MNEMONIC,
            "cobnut.keysets.input-fee-ppk", "100",
            "cobnut.processors.fake.kind", "fake",
            "cobnut.fake.min-delay", "400ms",
            "cobnut.fake.max-delay", "400ms");

    private static final int REPLICAS = 3;

    private final Path folder;
    private final Map<MintDatabase, RunningMint> shared = new EnumMap<>(MintDatabase.class);
    private final List<RunningMint> all = Collections.synchronizedList(new ArrayList<>());
    private int folders;
    private final Map<Way, List<WatchedMint>> replicas = new EnumMap<>(Way.class);
    private final Map<MintDatabase, Pool<WatchedMint>> watched = new EnumMap<>(MintDatabase.class);
    private final Map<MintDatabase, Pool<RemoteMint>> remote = new EnumMap<>(MintDatabase.class);
    private final Map<String, OutsideNode> nodes = new HashMap<>();
    private @Nullable PostgresServer postgres;
    private @Nullable UnpackedMint unpacked;
    private @Nullable PgBouncer bouncer;

    /// How replicas reach their PostgreSQL.
    enum Way {
        DIRECT,
        /// Through a PgBouncer that pools transactions.
        PGBOUNCER
    }

    Mints(Path folder) {
        this.folder = folder;
    }

    /// The mint on this database that scenarios share: the very jar that operators run, started at its first use.
    synchronized RunningMint on(MintDatabase database) {
        return shared.computeIfAbsent(
                database,
                _ -> start(database, Map.of(), List.of("-jar", RunningMint.jar().toString())));
    }

    /// A mint for one test, which may kill it.
    ///
    /// @param settings Spring properties on top of those that all mints have
    RunningMint start(MintDatabase database, Map<String, String> settings) {
        return start(database, settings, unpacked().program());
    }

    private RunningMint start(MintDatabase database, Map<String, String> settings, List<String> program) {
        Map<String, String> properties = new HashMap<>(SETTINGS);
        if (database == MintDatabase.POSTGRESQL) {
            properties.put("spring.datasource.url", postgres().newDatabase());
        }
        putAll(properties, settings);
        var mint = new RunningMint(newFolder(database), properties, program);
        all.add(mint);
        mint.awaitNode();
        return mint;
    }

    /// The mints on this database that stand still at failpoints, for all tests that kill one.
    synchronized Pool<WatchedMint> watched(MintDatabase database) {
        return watched.computeIfAbsent(
                database, _ -> new Pool<>(() -> startWatched(database, newDatabase(database), Map.of())));
    }

    /// As [#watched], each with a signatory of its own.
    synchronized Pool<RemoteMint> remote(MintDatabase database) {
        return remote.computeIfAbsent(database, _ -> new Pool<>(() -> startRemote(database)));
    }

    private RemoteMint startRemote(MintDatabase database) {
        var signatory = RunningSignatory.plaintextIn(newFolder(database));
        var line = CuttableLine.to(signatory.port());
        return new RemoteMint(
                startWatched(database, newDatabase(database), RemoteMint.settings(line)), signatory, line);
    }

    /// A mint that stands still at failpoints and uses a node outside: the one of its database.
    ///
    /// @param databaseUrl nothing for a SQLite file in its folder
    /// @param settings Spring properties on top of those that all mints have
    WatchedMint startWatched(MintDatabase database, @Nullable String databaseUrl, Map<String, String> settings) {
        var folder = newFolder(database);
        var node = node(databaseUrl == null ? folder.toString() : databaseUrl);
        Map<String, String> properties = watchedSettings(node);
        if (databaseUrl != null) {
            properties.put("spring.datasource.url", databaseUrl);
        }
        putAll(properties, settings);
        var failpoints = new Failpoints(folder.resolve("failpoints"));
        var mint = new RunningMint(folder, properties, unpacked().program(failpoints));
        all.add(mint);
        var books = new Books(databaseUrl == null ? mint.database() : databaseUrl);
        var started = new WatchedMint(mint, failpoints, node, books);
        mint.awaitNode();
        return started;
    }

    private synchronized OutsideNode node(String database) {
        return nodes.computeIfAbsent(database, _ -> new OutsideNode());
    }

    /// A mint whose keys are elsewhere refuses a seed of its own.
    private static void putAll(Map<String, String> properties, Map<String, String> settings) {
        properties.putAll(settings);
        if (settings.getOrDefault("cobnut.signatory.kind", "local").equals("remote")) {
            properties.remove("cobnut.mnemonic");
        }
    }

    /// Three replicas on one PostgreSQL; the same for all tests.
    synchronized List<WatchedMint> replicas(Way way) {
        return replicas.computeIfAbsent(way, this::startReplicas);
    }

    private List<WatchedMint> startReplicas(Way way) {
        String url = postgres().newDatabase();
        Map<String, String> settings = new HashMap<>(
                Map.of("management.endpoints.web.exposure.include", "health,keysets", "cobnut.keysets.refresh", "1s"));
        if (way == Way.PGBOUNCER) {
            bouncer = PgBouncer.before(url, newFolder(MintDatabase.POSTGRESQL));
            settings.put("spring.datasource.url", bouncer.through(url));
        }
        return IntStream.range(0, REPLICAS)
                .mapToObj(_ -> startWatched(MintDatabase.POSTGRESQL, url, settings))
                .toList();
    }

    /// An empty database for one mint, or for replicas.
    ///
    /// @return nothing on SQLite, where the file is the mint's own
    synchronized @Nullable String newDatabase(MintDatabase database) {
        return database == MintDatabase.POSTGRESQL ? postgres().newDatabase() : null;
    }

    /// Short leases and pauses, so that what a dead mint leaves is taken up at once.
    private Map<String, String> watchedSettings(OutsideNode node) {
        Map<String, String> properties = new HashMap<>(SETTINGS);
        properties.remove("cobnut.processors.fake.kind");
        properties.putAll(node.settings());
        properties.putAll(Map.of(
                "cobnut.replica.lease", "2s",
                "cobnut.replica.heartbeat", "500ms",
                "cobnut.melt.retry", "1s",
                "cobnut.melt.check-interval", "1s"));
        return properties;
    }

    private synchronized UnpackedMint unpacked() {
        if (unpacked == null) {
            unpacked = UnpackedMint.in(Acceptance.folder().resolve("target/unpacked"), SETTINGS);
        }
        return unpacked;
    }

    @Override
    public synchronized void close() {
        all.forEach(RunningMint::close);
        remote.values().forEach(mints -> mints.forEach(RemoteMint::close));
        if (bouncer != null) {
            bouncer.close();
        }
        nodes.values().forEach(OutsideNode::close);
        if (postgres != null) {
            postgres.close();
        }
    }

    private synchronized PostgresServer postgres() {
        if (postgres == null) {
            postgres = PostgresServer.start();
        }
        return postgres;
    }

    private synchronized Path newFolder(MintDatabase database) {
        try {
            return Files.createDirectories(folder.resolve("%02d-%s".formatted(folders++, database)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Hands the run's [Mints] to every test that names them, and stops them when the run ends.
    static final class Resolver implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Mints.class;
        }

        @Override
        public Mints resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(Namespace.create(Mints.class))
                    .computeIfAbsent(Mints.class, _ -> new Mints(newRunFolder()), Mints.class);
        }

        private static Path newRunFolder() {
            try {
                Path target = Files.createDirectories(Acceptance.folder().resolve("target/mints"));
                return Files.createTempDirectory(target, "run-");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
