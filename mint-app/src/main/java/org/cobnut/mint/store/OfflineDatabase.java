package org.cobnut.mint.store;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Predicate;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/// A database that no mint serves, for commands that fill it. Meanwhile no mint can start on it: on SQLite because
/// of the lock file, on PostgreSQL because it cannot register as a replica.
public final class OfflineDatabase {

    private static final int ROWS_AT_ONCE = 1000;
    private static final StoreSettings SETTINGS =
            new StoreSettings(Duration.ofMinutes(10), 1, Duration.ofSeconds(10), 1);

    private final DatabaseAddress address;

    OfflineDatabase(DatabaseAddress address) {
        this.address = address;
    }

    /// The database at a URL of JDBC.
    public static OfflineDatabase at(String url) {
        return new OfflineDatabase(new DatabaseAddress(url, null, null));
    }

    /// The same database, for reading.
    public ReadTransactions reads() {
        return new ReadTransactions(address, new Statements(new SimpleMeterRegistry()));
    }

    /// Which database this is, for people: without a password.
    public String name() {
        return address.toString();
    }

    /// Brings the tables up to date and runs `work` in one transaction, which is committed only if `commits` says so of
    /// the result.
    ///
    /// @throws IllegalStateException if a mint serves the database, or if it cannot be used
    public <T> T write(Function<JdbcTemplate, T> work, Predicate<T> commits) {
        try {
            return SqliteFile.isMeantBy(address.url()) ? writeFile(work, commits) : writeServer(work, commits);
        } catch (SQLException | IOException error) {
            throw new IllegalStateException("the database " + address + " cannot be used", error);
        }
    }

    private <T> T writeFile(Function<JdbcTemplate, T> work, Predicate<T> commits) throws SQLException, IOException {
        try (var _ = SqliteFile.of(address).lock()) {
            Migration.run(DataSettings.Migrate.AUTO, address);
            try (var connection = SqliteFile.prepare(address.connect(), SETTINGS)) {
                connection.setAutoCommit(false);
                return transact(connection, work, commits);
            }
        }
    }

    private <T> T writeServer(Function<JdbcTemplate, T> work, Predicate<T> commits) throws SQLException {
        Migration.run(DataSettings.Migrate.AUTO, address);
        try (var connection = address.connect()) {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.execute("SET LOCAL statement_timeout = 0");
                statement.execute("SET LOCAL idle_in_transaction_session_timeout = 0");
                statement.execute("LOCK TABLE replica IN SHARE ROW EXCLUSIVE MODE");
                requireNoReplica(connection);
            }
            return transact(connection, work, commits);
        }
    }

    private void requireNoReplica(Connection connection) throws SQLException {
        var living = "SELECT 1 FROM replica WHERE lease_until >= extract(epoch FROM clock_timestamp())";
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(living)) {
            if (rows.next()) {
                throw new IllegalStateException("a mint serves " + address
                        + ": stop all of its replicas first (one that was killed counts until its lease is over)");
            }
        }
    }

    private static <T> T transact(Connection connection, Function<JdbcTemplate, T> work, Predicate<T> commits)
            throws SQLException {
        var jdbc = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
        jdbc.setFetchSize(ROWS_AT_ONCE);
        try {
            var result = work.apply(jdbc);
            if (commits.test(result)) {
                connection.commit();
            }
            return result;
        } finally {
            connection.rollback(); // of nothing, if it was committed
        }
    }
}
