package org.cobnut.mint.store;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.annotation.Bean;

/// The database for a command that runs beside the mint or instead of it: opened when it is used, and neither migrated
/// nor locked by the start alone. Commands import this; the mint itself has `StoreConfiguration`.
@EnableConfigurationProperties({DataSourceProperties.class, DataSettings.class})
public class StoreOfCommands {

    @Bean
    ReadTransactions readTransactions(DataSourceProperties properties, DataSettings data) {
        return new ReadTransactions(DatabaseAddress.of(properties, data), new Statements(new SimpleMeterRegistry()));
    }
}
