package org.cobnut.mint.store;

import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/// The PostgreSQL of all tests in this JVM: COBNUT_TEST_POSTGRES_URL if it is set (a superuser's or one who may create
/// databases), else a container where Docker runs, else binaries from a Maven artifact.
final class PostgresServer {

    private static final String IMAGE = "postgres:18-alpine";
    private static @Nullable PostgresServer running;

    private final DatabaseAddress admin;
    private final String template;
    private final AtomicInteger count = new AtomicInteger();

    private PostgresServer(DatabaseAddress admin) {
        this.admin = admin;
        this.template = "cobnut_test_" + ProcessHandle.current().pid();
        create(template, "template1");
        Migration.run(DataSettings.Migrate.AUTO, address(template));
    }

    static synchronized PostgresServer get() {
        if (running == null) {
            running = new PostgresServer(start());
        }
        return running;
    }

    /// With all tables.
    DatabaseAddress freshDatabase() {
        return database(template);
    }

    DatabaseAddress emptyDatabase() {
        return database("template1");
    }

    private DatabaseAddress database(String from) {
        var name = template + "_" + count.incrementAndGet();
        create(name, from);
        return address(name);
    }

    private void create(String name, String from) {
        try (var connection = admin.connect();
                var statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + name);
            statement.execute("CREATE DATABASE " + name + " TEMPLATE " + from);
        } catch (SQLException error) {
            throw new IllegalStateException("cannot create a database for tests", error);
        }
    }

    private DatabaseAddress address(String database) {
        var url = admin.url().replaceFirst("(//[^/]*/)[^?]*", "$1" + database);
        return new DatabaseAddress(url, admin.username(), admin.password());
    }

    private static DatabaseAddress start() {
        var url = System.getenv("COBNUT_TEST_POSTGRES_URL");
        if (url != null && !url.isBlank()) {
            return new DatabaseAddress(url, null, null);
        }
        return DockerClientFactory.instance().isDockerAvailable() ? container() : embedded();
    }

    /// Lives until the JVM ends: Testcontainers removes it then.
    private static DatabaseAddress container() {
        var container = new PostgreSQLContainer(IMAGE);
        container.start();
        return new DatabaseAddress(container.getJdbcUrl(), container.getUsername(), container.getPassword());
    }

    /// Lives until the JVM ends: it stops itself then.
    private static DatabaseAddress embedded() {
        try {
            var server = EmbeddedPostgres.builder()
                    .setServerConfig("max_connections", "400")
                    .start();
            return new DatabaseAddress(server.getJdbcUrl("postgres", "postgres"), "postgres", null);
        } catch (IOException error) {
            throw new IllegalStateException("no PostgreSQL for tests could be started", error);
        }
    }
}
