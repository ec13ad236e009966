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
@EnableConfigurationProperties({DataSettings.class, StoreSettings.class})
@EnableJdbcRepositories(basePackages = "org.cobnut.mint", enableDefaultTransactions = false)
class StoreConfiguration {

    private static final Logger log = LoggerFactory.getLogger(StoreConfiguration.class);

    @Bean
    Statements statements(MeterRegistry meters) {
        return new Statements(meters);
    }

    @Bean
    Engine engine(
            DataSourceProperties properties,
            DataSettings data,
            StoreSettings settings,
            Statements statements,
            MeterRegistry meters)
            throws SQLException {
        var address = DatabaseAddress.of(properties, data);
        log.info("Opens the database {}; the data directory is {}", address, data.dataDir());
        return Engines.open(
                address, data.migrate(), settings, new Funnel(statements, settings.slowStatement()), meters);
    }

    @Bean
    ReadTransactions readTransactions(DataSourceProperties properties, DataSettings data, Statements statements) {
        return new ReadTransactions(DatabaseAddress.of(properties, data), statements);
    }

    @Bean
    Database database(Engine engine) {
        return engine.database();
    }

    @Bean
    DataSource dataSource(Engine engine) {
        return engine.dataSource();
    }

    @Bean
    Transactions transactions(Engine engine, StoreSettings settings) {
        return new Transactions(engine, settings);
    }

    @Bean
    PlatformTransactionManager transactionManager(Transactions transactions) {
        return transactions.manager();
    }

    @Bean
    SQLExceptionTranslator sqlExceptionTranslator(Database database) {
        return new DatabaseErrors(database);
    }

    @Bean
    JdbcDialect jdbcDialect(Database database) {
        return dialect(database);
    }

    @Bean
    DatabaseClock clock(Database database, JdbcClient jdbc) {
        return DatabaseClock.of(database, jdbc);
    }

    static JdbcDialect dialect(Database database) {
        return switch (database) {
            case Sqlite _ -> new SqliteDialect();
            case Postgres _ -> JdbcPostgresDialect.INSTANCE;
        };
    }
}
