package org.cobnut.mint.ledger;

import java.security.SecureRandom;
import javax.sql.DataSource;

import org.cobnut.mint.keyset.Keysets;
import org.cobnut.mint.store.PostgresDialect;
import org.cobnut.mint.store.SqlDialect;
import org.cobnut.mint.store.SqliteDialect;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Puts together what writes the book.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LedgerSettings.class)
class LedgerConfiguration {

    @Bean
    SecureRandom secureRandom() {
        return new SecureRandom();
    }

    @Bean
    BookWriter bookWriter(SqlDialect dialect, DataSource dataSource, JdbcTemplate jdbc) {
        return switch (dialect) {
            case PostgresDialect _ -> new PostgresBookWriter(jdbc);
            case SqliteDialect _ -> new SqliteBookWriter(dataSource, jdbc.getExceptionTranslator());
        };
    }

    @Bean
    OverRedemptionGuard overRedemption(JdbcClient jdbc, Keysets keysets) {
        return new OverRedemptionGuard(jdbc, keysets::trip);
    }
}
