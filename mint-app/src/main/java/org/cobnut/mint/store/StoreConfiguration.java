package org.cobnut.mint.store;

import java.sql.SQLException;
import javax.sql.DataSource;

import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jdbc.core.dialect.JdbcDialect;
import org.springframework.data.jdbc.core.dialect.JdbcPostgresDialect;
import org.springframework.data.jdbc.repository.config.EnableJdbcRepositories;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SQLExceptionTranslator;
import org.springframework.transaction.PlatformTransactionManager;

/// Opens the database. Repositories begin no transactions of their own: [Transactions] does, where it can be seen.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({DataSettings.class, StoreSettings.class, PoolSettings.class})
@EnableJdbcRepositories(basePackages = "org.cobnut.mint", enableDefaultTransactions = false)
class StoreConfiguration {

    private static final Logger log = LoggerFactory.getLogger(StoreConfiguration.class);

    @Bean
    Statements statements(MeterRegistry meters) {
        return new Statements(meters);
    }

    @Bean
    Connections connections(
            DataSourceProperties properties,
            DataSettings data,
            StoreSettings settings,
            PoolSettings pools,
            Statements statements,
            MeterRegistry meters)
            throws SQLException {
        var address = DatabaseAddress.of(properties, data);
        log.info("Opens the database {}; the data directory is {}", address, data.dataDir());
        var metrics = new StatementMetrics(statements, settings.slowStatement());
        return new ConnectionsFactory(settings, pools, metrics, meters).open(address, data.migrate());
    }

    @Bean
    ReadTransactions readTransactions(DataSourceProperties properties, DataSettings data, Statements statements) {
        return new ReadTransactions(DatabaseAddress.of(properties, data), statements);
    }

    @Bean
    SqlDialect database(Connections connections) {
        return connections.dialect();
    }

    @Bean
    DataSource dataSource(Connections connections) {
        return connections.dataSource();
    }

    @Bean
    Transactions transactions(Connections connections, StoreSettings settings) {
        return new Transactions(connections, settings);
    }

    @Bean
    PlatformTransactionManager transactionManager(Transactions transactions) {
        return transactions.manager();
    }

    @Bean
    SQLExceptionTranslator sqlExceptionTranslator(SqlDialect dialect) {
        return new DatabaseErrors(dialect);
    }

    @Bean
    JdbcDialect jdbcDialect(SqlDialect dialect) {
        return dialect(dialect);
    }

    @Bean
    DatabaseClock clock(SqlDialect dialect, JdbcClient jdbc) {
        return DatabaseClock.of(dialect, jdbc);
    }

    static JdbcDialect dialect(SqlDialect dialect) {
        return switch (dialect) {
            case SqliteDialect _ -> new SqliteJdbcDialect();
            case PostgresDialect _ -> JdbcPostgresDialect.INSTANCE;
        };
    }
}
