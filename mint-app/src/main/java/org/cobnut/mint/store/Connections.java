package org.cobnut.mint.store;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/// The connections to the mint's database, opened after its tables were brought up to date.
sealed interface Connections extends AutoCloseable permits SqliteConnections, PostgresConnections {

    /// The SQL and the errors of this database.
    SqlDialect dialect();

    /// Connections for statements outside transactions; on SQLite they only read.
    DataSource dataSource();

    /// Connections for transactions that write. Closing one gives it back.
    TransactionSource writers();

    /// Connections that only one component uses, so that it never waits behind requests.
    ///
    /// @param name of the component; PostgreSQL shows it in its list of connections
    TransactionSource reserved(String name);

    @Override
    void close() throws SQLException;

    /// Closes a connection that is thrown away because of an earlier error, which says more than an error of closing.
    static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException _) {
            // the earlier error is reported
        }
    }
}
