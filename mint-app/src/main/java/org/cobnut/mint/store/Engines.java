package org.cobnut.mint.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.sql.SQLException;

import io.micrometer.core.instrument.MeterRegistry;
import org.cobnut.mint.start.StartRefusedException;

/// Chooses the engine by the URL.
final class Engines {

    private Engines() {}

    /// Brings the tables up to date and opens the connections.
    ///
    /// @throws StartRefusedException if the database cannot be used
    static Engine open(
            DatabaseAddress address,
            DataSettings.Migrate migrate,
            StoreSettings settings,
            Funnel funnel,
            MeterRegistry meters)
            throws SQLException {
        if (SqliteFile.isMeantBy(address.url())) {
            return openSqlite(address, migrate, settings, funnel, meters);
        }
        if (!address.url().startsWith("jdbc:postgresql:")) {
            throw new StartRefusedException(
                    "spring.datasource.url names no database that the mint knows.",
                    "Begin it with jdbc:postgresql: or jdbc:sqlite:, or leave it out for a SQLite file in cobnut.data-dir.");
        }
        Migration.run(migrate, address);
        return new PostgresEngine(address, settings, funnel);
    }

    private static Engine openSqlite(
            DatabaseAddress address,
            DataSettings.Migrate migrate,
            StoreSettings settings,
            Funnel funnel,
            MeterRegistry meters)
            throws SQLException {
        var lock = SqliteFile.of(address).lock();
        try {
            Migration.run(migrate, address);
            return new SqliteEngine(lock, address, settings, funnel, meters);
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
