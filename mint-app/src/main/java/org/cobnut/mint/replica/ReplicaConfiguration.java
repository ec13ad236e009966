package org.cobnut.mint.replica;

import org.cobnut.mint.store.SqlDialect;
import org.cobnut.mint.store.Transactions;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Registers this process among the replicas, and gives its lease up when it stops.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReplicaSettings.class)
class ReplicaConfiguration {

    @Bean(destroyMethod = "close")
    Replica replica(JdbcClient jdbc, Transactions transactions, SqlDialect dialect, ReplicaSettings settings) {
        return new Replica(jdbc, transactions, dialect, settings);
    }
}
