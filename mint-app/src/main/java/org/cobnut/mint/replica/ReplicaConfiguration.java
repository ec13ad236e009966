package org.cobnut.mint.replica;

import java.time.Duration;
import java.util.List;

import org.cobnut.mint.store.SqlDialect;
import org.cobnut.mint.store.Transactions;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedDelayTask;
import org.springframework.scheduling.config.FixedRateTask;

/// Registers this process among the replicas, and gives its lease up when it stops.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReplicaSettings.class)
class ReplicaConfiguration {

    @Bean(destroyMethod = "close")
    Replica replica(JdbcClient jdbc, Transactions transactions, SqlDialect dialect, ReplicaSettings settings) {
        return new Replica(jdbc, transactions, dialect, settings);
    }

    /// Not annotations, which would have to repeat the default of the setting.
    @Bean
    SchedulingConfigurer heartbeats(Replica replica, List<TakeoverSweep> sweeps, ReplicaSettings settings) {
        var interval = settings.heartbeat();
        return tasks -> {
            tasks.addFixedRateTask(new FixedRateTask(replica::beat, interval, Duration.ZERO));
            sweeps.forEach(sweep -> tasks.addFixedDelayTask(new FixedDelayTask(sweep::takeOver, interval, interval)));
        };
    }
}
