package org.cobnut.mint.keyset;

import java.time.Clock;
import java.time.Duration;

import org.cobnut.mint.store.DataSettings;
import org.cobnut.mint.store.KeyValues;
import org.cobnut.mint.store.SqlDialect;
import org.cobnut.mint.store.SqliteDialect;
import org.cobnut.mint.store.Transactions;
import org.cobnut.signatory.SeedSignatory;
import org.cobnut.signatory.Signatory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedDelayTask;

/// Creates the signatory and the keysets.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({KeysetSettings.class, SeedSettings.class, SignatorySettings.class})
class KeysetConfiguration {

    @Bean
    KeysetRows keysetRows(JdbcClient jdbc, Transactions transactions, ObjectProvider<BuildProperties> build) {
        var version =
                build.stream().map(BuildProperties::getVersion).findFirst().orElse("development");
        return new KeysetRows(jdbc, transactions, "cobnut/" + version);
    }

    @Bean
    RootKey rootKey(KeyValues values, Transactions transactions) {
        return new RootKey(values, transactions);
    }

    @Bean
    Signatory signatory(
            SignatorySettings settings,
            SeedSettings seed,
            DataSettings data,
            KeysetSettings keysets,
            SqlDialect dialect,
            KeysetRows rows,
            RootKey rootKey,
            Clock clock) {
        return switch (settings.kind()) {
            case LOCAL -> {
                RemoteSignatories.requireNone(rows);
                boolean isNew = rootKey.isUnknown() && rows.all().isEmpty();
                var source = new MnemonicSource(seed, data.dataDir(), dialect instanceof SqliteDialect, isNew);
                yield SeedSignatory.ofMnemonic(source.words(), rows);
            }
            case REMOTE ->
                new RemoteSignatory(
                        RemoteSignatories.connect(settings, seed, data.dataDir()),
                        rows,
                        clock,
                        notice(dialect, keysets.keysets()));
        };
    }

    @Bean
    Keysets keysets(
            Signatory signatory,
            KeysetRows rows,
            RootKey rootKey,
            KeysetSettings settings,
            SqlDialect dialect,
            Clock clock) {
        rootKey.require(signatory);
        var interval = settings.keysets().refresh();
        var keysets = new Keysets(signatory, rows, clock, interval, notice(dialect, settings.keysets()));
        FirstKeysets.create(keysets, settings);
        return keysets;
    }

    /// Not an annotation, which would have to repeat the default of the setting.
    @Bean
    SchedulingConfigurer keysetPolling(Keysets keysets, KeysetSettings settings) {
        var interval = settings.keysets().refresh();
        return tasks -> tasks.addFixedDelayTask(new FixedDelayTask(keysets::poll, interval, interval));
    }

    // Only PostgreSQL has other replicas, which have to know a keyset before it is used.
    private static Duration notice(SqlDialect dialect, KeysetSettings.Keysets settings) {
        return dialect instanceof SqliteDialect
                ? Duration.ZERO
                : settings.refresh().multipliedBy(2);
    }
}
