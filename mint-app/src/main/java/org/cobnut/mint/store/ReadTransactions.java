package org.cobnut.mint.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Function;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/// Long reads. Each sees one snapshot of the database, and uses a connection of its own, so that no request waits for
/// it. On SQLite it needs no lock file: a mint may serve the database meanwhile.
public final class ReadTransactions {

    /// Such statements read whole tables, and are slow by nature.
    private static final Duration SLOW = Duration.ofMinutes(10);

    private static final int ROWS_AT_ONCE = 1000;

    private final DatabaseAddress address;
    private final StatementMetrics metrics;

    ReadTransactions(DatabaseAddress address, Statements statements) {
        this.address = address;
        this.metrics = new StatementMetrics(statements, SLOW);
    }

    /// Reads of the database at a URL of JDBC.
    public static ReadTransactions at(String url) {
        return OfflineDatabase.at(url).reads();
    }

    /// Runs `work`. All of its statements read one snapshot, and none can write.
    ///
    /// @throws IllegalStateException if the database cannot be opened, or its tables are not those of this version
    public <T> T read(Function<JdbcClient, T> work) {
        try (var connection = metrics.watch(address.connectToRead())) {
            begin(connection);
            var template = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
            template.setFetchSize(ROWS_AT_ONCE);
            var result = ofOurTables(work, JdbcClient.create(template));
            connection.rollback();
            return result;
        } catch (SQLException error) {
            throw new IllegalStateException("the database " + address + " cannot be read", error);
        }
    }

    private <T> T ofOurTables(Function<JdbcClient, T> work, JdbcClient jdbc) throws SQLException {
        try {
            return work.apply(jdbc);
        } catch (DataAccessException error) {
            if (Migration.isUpToDate(address)) {
                throw error;
            }
            throw new IllegalStateException("the tables of " + address
                    + " are not those of this version: start the mint once, which brings them up to date");
        }
    }

    /// Which database this is, for people: without a password.
    public String name() {
        return address.toString();
    }

    /// Settings of the transaction: those of a session would leak behind a pooler.
    private void begin(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        if (SqliteFile.isMeantBy(address.url())) {
            return; // a reader of a write-ahead log sees one snapshot from its first statement on
        }
        try (var statement = connection.createStatement()) {
            statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
            statement.execute("SET LOCAL statement_timeout = 0");
            statement.execute("SET LOCAL idle_in_transaction_session_timeout = 0");
        }
    }
}
