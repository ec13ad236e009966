package org.cobnut.mint.store;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.annotation.Bean;

/// The database for a command that runs beside the mint or instead of it: it is opened when it is used, and a
/// start alone neither migrates nor locks it. Commands import this; the mint itself has `StoreConfiguration`.
@EnableConfigurationProperties({DataSourceProperties.class, DataSettings.class})
public class StoreOfCommands {

    @Bean
    OfflineDatabase offlineDatabase(DataSourceProperties properties, DataSettings data) {
        return new OfflineDatabase(DatabaseAddress.of(properties, data));
    }

    @Bean
    ReadTransactions readTransactions(OfflineDatabase database) {
        return database.reads();
    }
}
