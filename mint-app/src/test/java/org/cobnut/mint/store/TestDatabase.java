package org.cobnut.mint.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.sql.DataSource;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.springframework.data.jdbc.core.JdbcAggregateOperations;
import org.springframework.data.jdbc.core.JdbcAggregateTemplate;
import org.springframework.data.jdbc.core.convert.DataAccessStrategy;
import org.springframework.data.jdbc.core.convert.DataAccessStrategyFactory;
import org.springframework.data.jdbc.core.convert.DefaultJdbcTypeFactory;
import org.springframework.data.jdbc.core.convert.JdbcConverter;
import org.springframework.data.jdbc.core.convert.JdbcCustomConversions;
import org.springframework.data.jdbc.core.convert.MappingJdbcConverter;
import org.springframework.data.jdbc.core.convert.QueryMappingConfiguration;
import org.springframework.data.jdbc.core.convert.RelationResolver;
import org.springframework.data.jdbc.core.mapping.JdbcMappingContext;
import org.springframework.data.jdbc.repository.support.JdbcRepositoryFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A fresh database of one kind with the beans that `store` makes for it.
public final class TestDatabase implements AutoCloseable {

    private static final StoreSettings SETTINGS =
            new StoreSettings(Duration.ofSeconds(2), 10, Duration.ofSeconds(10), 5);

    private final Connections connections;
    private final DatabaseAddress address;
    private final Statements statements = new Statements(new SimpleMeterRegistry());
    private final Transactions transactions;
    private final JdbcTemplate template;
    private final JdbcClient jdbc;

    private TestDatabase(DatabaseAddress address) {
        this.address = address;
        try {
            var metrics = new StatementMetrics(statements, SETTINGS.slowStatement());
            this.connections = new ConnectionsFactory(SETTINGS, PoolSettings.none(), metrics, new SimpleMeterRegistry())
                    .open(address, DataSettings.Migrate.OFF);
        } catch (SQLException error) {
            throw new IllegalStateException(error);
        }
        this.transactions = new Transactions(connections, SETTINGS);
        this.template = new JdbcTemplate(connections.dataSource());
        this.template.setExceptionTranslator(new DatabaseErrors(connections.dialect()));
        this.jdbc = JdbcClient.create(new NamedParameterJdbcTemplate(template));
    }

    /// A SQLite file of its own, copied from one that was migrated once.
    public static TestDatabase sqlite() {
        return new TestDatabase(new DatabaseAddress(SqliteFile.url(SqliteTemplate.copy()), null, null));
    }

    /// A database of its own on the one server of this JVM, copied from one that was migrated once.
    public static TestDatabase postgres() {
        return new TestDatabase(PostgresServer.get().freshDatabase());
    }

    /// The settings of an empty database on the one server of this JVM, without tables.
    public static Map<String, String> emptyPostgres() {
        return properties(PostgresServer.get().emptyDatabase());
    }

    public SqlDialect dialect() {
        return connections.dialect();
    }

    public DataSource dataSource() {
        return connections.dataSource();
    }

    public Transactions transactions() {
        return transactions;
    }

    public JdbcClient jdbc() {
        return jdbc;
    }

    public JdbcTemplate jdbcTemplate() {
        return template;
    }

    public DatabaseClock clock() {
        return DatabaseClock.of(connections.dialect(), jdbc);
    }

    public ReadTransactions reads() {
        return new ReadTransactions(address, statements);
    }

    public KeyValues keyValues() {
        return new KeyValues(jdbc, clock());
    }

    /// What a Spring Boot test sets to use this database: `spring.datasource.url` and so on.
    public Map<String, String> properties() {
        return properties(address);
    }

    private static Map<String, String> properties(DatabaseAddress address) {
        var properties = new TreeMap<String, String>();
        properties.put("spring.datasource.url", address.url());
        if (address.username() != null) {
            properties.put("spring.datasource.username", address.username());
        }
        if (address.password() != null) {
            properties.put("spring.datasource.password", address.password());
        }
        return properties;
    }

    /// How often each statement was executed by `work`, by name; statements of other threads included.
    public Map<String, Long> statementsOf(Runnable work) {
        var before = statements.counts();
        work.run();
        var executed = new TreeMap<String, Long>();
        statements.counts().forEach((name, count) -> {
            long more = count - before.getOrDefault(name, 0L);
            if (more > 0) {
                executed.put(name, more);
            }
        });
        return executed;
    }

    /// A Spring Data JDBC repository as the application context would make it.
    public <T> T repository(Class<T> type) {
        var aggregates = aggregates();
        return new JdbcRepositoryFactory(aggregates).getRepository(type);
    }

    /// What inserts aggregates.
    public JdbcAggregateOperations aggregates() {
        var named = new NamedParameterJdbcTemplate(template);
        var dialect = StoreConfiguration.dialect(connections.dialect());
        var conversions = JdbcCustomConversions.of(dialect, java.util.List.of());
        var mapping = new JdbcMappingContext();
        mapping.setSimpleTypeHolder(conversions.getSimpleTypeHolder());
        var strategy = new java.util.concurrent.atomic.AtomicReference<DataAccessStrategy>();
        RelationResolver relations = (identifier, path) -> strategy.get().findAllByPath(identifier, path);
        JdbcConverter converter = new MappingJdbcConverter(
                mapping, relations, conversions, new DefaultJdbcTypeFactory(template, dialect.getArraySupport()));
        strategy.set(
                new DataAccessStrategyFactory(converter, named, dialect, QueryMappingConfiguration.EMPTY).create());
        return new JdbcAggregateTemplate(converter, strategy.get());
    }

    @Override
    public void close() throws SQLException {
        connections.close();
    }

    @Override
    public String toString() {
        return connections.dialect() instanceof SqliteDialect ? "SQLite" : "PostgreSQL";
    }

    /// One file with all tables, migrated once per JVM.
    private static final class SqliteTemplate {

        private static final Path FOLDER = temporaryFolder();
        private static final Path FILE = migrated();

        static Path copy() {
            try {
                return Files.copy(FILE, Files.createTempFile(FOLDER, "mint", ".sqlite"), REPLACE);
            } catch (IOException error) {
                throw new IllegalStateException(error);
            }
        }

        private static final java.nio.file.CopyOption REPLACE = java.nio.file.StandardCopyOption.REPLACE_EXISTING;

        private static Path migrated() {
            var file = FOLDER.resolve("template.sqlite");
            Migration.run(DataSettings.Migrate.AUTO, new DatabaseAddress(SqliteFile.url(file), null, null));
            return file;
        }

        private static Path temporaryFolder() {
            try {
                var folder = Files.createTempDirectory("cobnut-test");
                Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
                return folder;
            } catch (IOException error) {
                throw new IllegalStateException(error);
            }
        }

        private static void delete(Path folder) {
            try (Stream<Path> files = Files.list(folder)) {
                for (var file : files.toList()) {
                    Files.delete(file);
                }
                Files.delete(folder);
            } catch (IOException _) {
                // what is left lies in the folder for temporary files
            }
        }
    }
}
