package org.cobnut.mint.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Connections to a PostgreSQL server: a pool, and pools of one for components that must not wait behind requests. No
/// state is kept in a connection beyond a transaction, so a PgBouncer that pools transactions may stand in between.
final class PostgresConnections implements Connections {

    private static final Logger log = LoggerFactory.getLogger(PostgresConnections.class);

    private final DatabaseAddress address;
    private final StoreSettings settings;
    private final PoolSettings poolSettings;
    private final StatementMetrics metrics;
    private final List<HikariDataSource> pools = new ArrayList<>();
    private final DataSource dataSource;

    PostgresConnections(
            DatabaseAddress address, StoreSettings settings, PoolSettings poolSettings, StatementMetrics metrics) {
        this.address = address;
        this.settings = settings;
        this.poolSettings = poolSettings;
        this.metrics = metrics;
        this.dataSource = pool("cobnut", settings.connections());
        adviseOnSettings();
    }

    @Override
    public SqlDialect dialect() {
        return new PostgresDialect();
    }

    @Override
    public DataSource dataSource() {
        return dataSource;
    }

    @Override
    public TransactionSource writers() {
        return new TransactionSource(dataSource, dataSource::getConnection);
    }

    @Override
    public TransactionSource reserved(String name) {
        return new TransactionSource(dataSource, pool("cobnut-" + name, 1)::getConnection);
    }

    @Override
    public void close() {
        pools.forEach(HikariDataSource::close);
    }

    private void adviseOnSettings() {
        try (var connection = dataSource.getConnection()) {
            PostgresDurability.of(connection).alarm().ifPresent(log::error);
            PostgresTimeouts.of(connection).advice().ifPresent(log::warn);
        } catch (SQLException error) {
            log.warn("The server's settings for durability and timeouts could not be read, and are not checked", error);
        }
    }

    private DataSource pool(String name, int size) {
        var config = poolSettings.configuration();
        config.setPoolName(name);
        config.setJdbcUrl(address.url());
        config.setUsername(address.username());
        config.setPassword(address.password());
        config.setMaximumPoolSize(size);
        config.setConnectionTimeout(settings.connectionWait().toMillis());
        config.addDataSourceProperty("ApplicationName", name);
        config.setExceptionOverride(new StandbyEviction());
        // An error's detail quotes its row: invoices, secrets, ids of quotes.
        config.addDataSourceProperty("logServerErrorDetail", "false");
        var pool = new HikariDataSource(config);
        pools.add(pool);
        return new MeasuredDataSource(pool, metrics);
    }
}
