package org.cobnut.mint.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.cobnut.mint.start.StartRefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.data.jdbc.autoconfigure.DataJdbcRepositoriesAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

class StoreConfigurationTests {

    @TempDir
    private Path folder;

    @Test
    void opensASqliteFileWithAllTablesByDefault() {
        context().run(context -> {
            var jdbc = context.getBean(JdbcClient.class);
            var proofs =
                    jdbc.sql("SELECT count(*) FROM proof").query(Long.class).single();

            assertThat(proofs).isZero();
            assertThat(context.getBean(SqlDialect.class)).isInstanceOf(SqliteDialect.class);
            assertThat(context.getBean(Clock.class)).isInstanceOf(DatabaseClock.class);
            assertThat(context).hasSingleBean(DataSource.class);
        });
    }

    @Test
    void keepsTheFileForItsOwner() {
        context().run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(permissions("data")).isEqualTo("rwx------");
            assertThat(permissions("data/mint.sqlite")).isEqualTo("rw-------");
            assertThat(permissions("data/mint.sqlite-wal")).isEqualTo("rw-------");
        });
    }

    @Test
    void refusesAFileThatAnotherMintServes() {
        context()
                .run(first -> context()
                        .run(second -> assertThat(second)
                                .getFailure()
                                .rootCause()
                                .hasMessageContaining("another mint serves")));
    }

    @Test
    void refusesALinkToAFileThatAnotherMintServes() {
        context().run(_ -> {
            var link = Files.createSymbolicLink(folder.resolve("link.sqlite"), folder.resolve("data/mint.sqlite"));
            context()
                    .withPropertyValues("spring.datasource.url=jdbc:sqlite:" + link)
                    .run(second ->
                            assertThat(second).getFailure().rootCause().hasMessageContaining("another mint serves"));
        });
    }

    @Test
    void refusesADatabaseInMemory() {
        context()
                .withPropertyValues("spring.datasource.url=jdbc:sqlite::memory:")
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining("must be a file"));
    }

    @Test
    void refusesTablesThatAreNotUpToDateWhenToldToVerify() {
        context()
                .withPropertyValues("cobnut.migrate=verify")
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining("the tables lack"));
    }

    @Test
    void opensPostgresqlWhereTheUrlSaysSo() throws Exception {
        try (var database = TestDatabase.postgres()) {
            onPostgres(database, "cobnut.migrate=verify").run(context -> {
                assertThat(context).hasNotFailed();
                assertThat(context.getBean(SqlDialect.class)).isInstanceOf(PostgresDialect.class);
            });
        }
    }

    @Test
    void keepsConnectionsToPostgresqlAsLongAsItIsTold() throws Exception {
        try (var database = TestDatabase.postgres()) {
            onPostgres(
                            database,
                            "spring.datasource.hikari.max-lifetime=60000",
                            "spring.datasource.hikari.minimumIdle=1")
                    .run(context -> {
                        var pool = context.getBean(DataSource.class).unwrap(HikariDataSource.class);

                        assertThat(pool.getMaxLifetime()).isEqualTo(60_000);
                        assertThat(pool.getMinimumIdle()).isEqualTo(1);
                        assertThat(pool.getMaximumPoolSize()).isEqualTo(10);
                    });
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "maximum-pool-size=5",
                "connection-init-sql=SET search_path TO mine",
                "data-source-properties.ssl=true",
                "misspelt=1",
                "max-lifetime=10m"
            })
    void refusesASettingOfThePoolThatWouldNotWork(String setting) throws Exception {
        try (var database = TestDatabase.postgres()) {
            onPostgres(database, "spring.datasource.hikari." + setting)
                    .run(context -> assertThat(context)
                            .getFailure()
                            .rootCause()
                            .isInstanceOf(StartRefusedException.class)
                            .hasMessageContaining("spring.datasource.hikari." + setting.replaceFirst("=.*", "")));
        }
    }

    @Test
    void refusesSettingsOfThePoolOnSqlite() {
        context()
                .withPropertyValues("spring.datasource.hikari.max-lifetime=60000")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(StartRefusedException.class)
                        .hasMessageContaining("spring.datasource.hikari.max-lifetime"));
    }

    @Test
    void hasTheseDefaults() {
        var settings = binder(Map.of()).bindOrCreate("cobnut.store", StoreSettings.class);

        assertThat(settings).isEqualTo(new StoreSettings(Duration.ofMillis(200), 10, Duration.ofSeconds(10), 5));
    }

    @Test
    void mapsEverySetting() {
        var binder = binder(Map.of(
                "cobnut.store.slow-statement", "1s",
                "cobnut.store.connections", "3",
                "cobnut.store.connection-wait", "2s",
                "cobnut.store.attempts", "7",
                "cobnut.data-dir", "/srv/mint",
                "cobnut.migrate", "off"));

        assertThat(binder.bindOrCreate("cobnut.store", StoreSettings.class))
                .isEqualTo(new StoreSettings(Duration.ofSeconds(1), 3, Duration.ofSeconds(2), 7));
        assertThat(binder.bindOrCreate("cobnut", DataSettings.class))
                .isEqualTo(new DataSettings(Path.of("/srv/mint"), DataSettings.Migrate.OFF));
    }

    private ApplicationContextRunner context() {
        return new ApplicationContextRunner()
                .withPropertyValues("cobnut.data-dir=" + folder.resolve("data"))
                .withBean(SimpleMeterRegistry.class)
                .withConfiguration(AutoConfigurations.of(
                        DataSourceAutoConfiguration.class,
                        JdbcTemplateAutoConfiguration.class,
                        JdbcClientAutoConfiguration.class,
                        DataJdbcRepositoriesAutoConfiguration.class))
                .withUserConfiguration(Settings.class, StoreConfiguration.class);
    }

    private ApplicationContextRunner onPostgres(TestDatabase database, String... more) {
        var properties = database.properties().entrySet().stream()
                .map(property -> property.getKey() + "=" + property.getValue())
                .toArray(String[]::new);
        return context().withPropertyValues(properties).withPropertyValues(more);
    }

    private String permissions(String file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file)));
    }

    private static Binder binder(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties));
    }

    @EnableConfigurationProperties({DataSettings.class, StoreSettings.class})
    static class Settings {}
}
