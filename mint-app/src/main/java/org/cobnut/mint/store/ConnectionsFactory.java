package org.cobnut.mint.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.sql.SQLException;

import io.micrometer.core.instrument.MeterRegistry;
import org.cobnut.mint.start.StartRefusedException;

/// Opens the connections that the URL asks for: PostgreSQL or SQLite.
///
/// @param pools how the pools of PostgreSQL are to be
/// @param metrics what every statement passes
record ConnectionsFactory(StoreSettings settings, PoolSettings pools, StatementMetrics metrics, MeterRegistry meters) {

    /// Brings the tables up to date and opens the connections.
    ///
    /// @throws StartRefusedException if the database cannot be used
    Connections open(DatabaseAddress address, DataSettings.Migrate migrate) throws SQLException {
        if (SqliteFile.isMeantBy(address.url())) {
            return openSqlite(address, migrate);
        }
        if (!address.url().startsWith("jdbc:postgresql:")) {
            throw new StartRefusedException(
                    "spring.datasource.url names no database that the mint knows.",
                    "Begin it with jdbc:postgresql: or jdbc:sqlite:, or leave it out for a SQLite file in cobnut.data-dir.");
        }
        Migration.run(migrate, address);
        return new PostgresConnections(address, settings, pools, metrics);
    }

    private Connections openSqlite(DatabaseAddress address, DataSettings.Migrate migrate) throws SQLException {
        pools.requireNone();
        var lock = SqliteFile.of(address).lock();
        try {
            Migration.run(migrate, address);
            return new SqliteConnections(lock, address, settings, metrics, meters);
        } catch (SQLException | RuntimeException error) {
            closeAfter(error, lock);
            throw error;
        }
    }

    private static void closeAfter(Exception error, FileChannel lock) {
        try {
            lock.close();
        } catch (IOException second) {
            error.addSuppressed(second);
        }
    }
}
