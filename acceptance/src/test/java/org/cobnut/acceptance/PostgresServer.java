package org.cobnut.acceptance;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/// A PostgreSQL for tests: the one that COBNUT_TEST_POSTGRES_URL names, else a container where Docker runs,
/// else one that comes as a Maven artifact.
///
/// @param url JDBC address of a database whose user may create others, user and password included
/// @param running what must be closed to stop the server, if it is ours
record PostgresServer(String url, Closeable running) implements AutoCloseable {

    static PostgresServer start() {
        @Nullable String given = System.getenv("COBNUT_TEST_POSTGRES_URL");
        if (given != null && !given.isBlank()) {
            return new PostgresServer(given, () -> {});
        }
        return DockerClientFactory.instance().isDockerAvailable() ? container() : embedded();
    }

    /// Creates an empty database.
    ///
    /// @return its JDBC address
    String newDatabase() {
        String name = "cobnut_"
                + HexFormat.of().toHexDigits(RandomGenerator.getDefault().nextLong());
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL at " + url.replaceAll("password=[^&]*", "password=…"), e);
        }
        return url.replaceFirst("^(jdbc:postgresql://[^/]*/)[^?]*", "$1" + name);
    }

    @Override
    public void close() {
        try {
            running.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PostgresServer container() {
        var container = new PostgreSQLContainer("postgres:18");
        container.start();
        return new PostgresServer(
                container.getJdbcUrl() + "&user=" + container.getUsername() + "&password=" + container.getPassword(),
                container::close);
    }

    private static PostgresServer embedded() {
        try {
            EmbeddedPostgres embedded = EmbeddedPostgres.start();
            return new PostgresServer(embedded.getJdbcUrl("postgres", "postgres"), embedded);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
