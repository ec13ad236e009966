package org.cobnut.mint.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.sql.SQLException;
import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/// Connections to a SQLite file: one that writes, a pool that reads, one that checkpoints.
final class SqliteConnections implements Connections {

    private final FileChannel lock;
    private final HikariDataSource pool;
    private final DataSource readers;
    private final SqliteWriter writer;
    private final SqliteCheckpoints checkpoints;

    /// Opens the file.
    ///
    /// @param lock of the file, held until this is closed
    SqliteConnections(
            FileChannel lock,
            DatabaseAddress address,
            StoreSettings settings,
            StatementMetrics metrics,
            MeterRegistry meters)
            throws SQLException {
        this.lock = lock;
        this.writer = new SqliteWriter(
                () -> metrics.watch(SqliteFile.prepare(address.connect(), settings)), settings.connectionWait());
        this.checkpoints = new SqliteCheckpoints(SqliteFile.prepare(address.connect(), settings), writer);
        this.pool = pool(address, settings);
        this.readers = new MeasuredDataSource(pool, metrics);
        Gauge.builder("cobnut.sqlite.wal.pages", checkpoints, SqliteCheckpoints::frames)
                .description("Length of SQLite's write-ahead log; it grows while a long read is open")
                .register(meters);
    }

    @Override
    public SqlDialect dialect() {
        return new SqliteDialect();
    }

    @Override
    public DataSource dataSource() {
        return readers;
    }

    @Override
    public TransactionSource writers() {
        return new TransactionSource(readers, writer::take);
    }

    /// The one writer, which all components share.
    @Override
    public TransactionSource reserved(String name) {
        return writers();
    }

    @Override
    public void close() throws SQLException {
        pool.close();
        checkpoints.close();
        writer.close();
        try {
            lock.close();
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    private static HikariDataSource pool(DatabaseAddress address, StoreSettings settings) {
        var config = new HikariConfig();
        config.setPoolName("cobnut-readers");
        config.setJdbcUrl(address.url());
        config.setMaximumPoolSize(settings.connections());
        config.setConnectionTimeout(settings.connectionWait().toMillis());
        config.addDataSourceProperty(
                "busy_timeout", String.valueOf(settings.connectionWait().toMillis()));
        config.setConnectionInitSql("PRAGMA query_only=ON");
        return new HikariDataSource(config);
    }
}
