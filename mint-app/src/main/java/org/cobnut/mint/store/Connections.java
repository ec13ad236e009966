package org.cobnut.mint.store;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/// The connections to the mint's database, opened after its tables were brought up to date.
sealed interface Connections extends AutoCloseable permits SqliteConnections, PostgresConnections {

    /// What differs in the SQL.
    SqlDialect dialect();

    /// Connections for statements outside transactions; on SQLite they only read.
    DataSource dataSource();

    /// Connections for transactions that write. Closing one gives it back.
    TransactionSource writers();

    /// The same for one user alone, so that it never waits for a connection behind requests.
    ///
    /// @param name of the user, for people who look at the server's list of connections
    TransactionSource reserved(String name);

    @Override
    void close() throws SQLException;

    /// Where a statement's own failure is of no interest beside that of an earlier one.
    static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException _) {
            // it was being thrown away
        }
    }
}
