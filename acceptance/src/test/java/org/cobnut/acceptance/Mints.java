package org.cobnut.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// The mints of a test run: one per database that all scenarios share, and more for those that need one of their own.
final class Mints implements AutoCloseable {

    /// A fee of 100 ppk, so that no test passes by ignoring fees; delays long enough to see what is pending.
    private static final Map<String, String> SETTINGS = Map.of(
            "cobnut.mnemonic", "half depart obvious quality work element tank gorilla view sugar picture humble",
            "cobnut.keysets.input-fee-ppk", "100",
            "cobnut.processors.fake.kind", "fake",
            "cobnut.fake.min-delay", "400ms",
            "cobnut.fake.max-delay", "400ms");

    private final Path folder;
    private final Map<MintDatabase, RunningMint> shared = new EnumMap<>(MintDatabase.class);
    private final List<RunningMint> all = new ArrayList<>();
    private @Nullable PostgresServer postgres;

    Mints(Path folder) {
        this.folder = folder;
    }

    /// The mint on this database that scenarios share; started at its first use.
    synchronized RunningMint on(MintDatabase database) {
        return shared.computeIfAbsent(database, _ -> start(database, Map.of()));
    }

    /// A mint for one test, which may kill it.
    ///
    /// @param settings Spring properties on top of those that all mints have
    synchronized RunningMint start(MintDatabase database, Map<String, String> settings) {
        Map<String, String> properties = new HashMap<>(SETTINGS);
        if (database == MintDatabase.POSTGRESQL) {
            properties.put("spring.datasource.url", postgres().newDatabase());
        }
        properties.putAll(settings);
        var mint = new RunningMint(newFolder(database), properties);
        all.add(mint);
        return mint;
    }

    @Override
    public synchronized void close() {
        all.forEach(RunningMint::close);
        if (postgres != null) {
            postgres.close();
        }
    }

    private PostgresServer postgres() {
        if (postgres == null) {
            postgres = PostgresServer.start();
        }
        return postgres;
    }

    private Path newFolder(MintDatabase database) {
        try {
            return Files.createDirectories(folder.resolve("%02d-%s".formatted(all.size(), database)));
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
