package org.cobnut.mint.store;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PostgresDurabilityTests {

    @Test
    void hasNothingToSayWhileCommitsAreKept() {
        var settings = Map.of("fsync", "on", "full_page_writes", "on", "synchronous_commit", "remote_write");

        assertThat(new PostgresDurability(settings).alarm()).isEmpty();
    }

    @Test
    void namesWhatIsOff() {
        var settings = Map.of("fsync", "off", "full_page_writes", "on", "synchronous_commit", "off");

        assertThat(new PostgresDurability(settings).alarm())
                .hasValueSatisfying(alarm -> assertThat(alarm).contains(": fsync, synchronous_commit is off"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"on", "off"})
    void readsWhatHoldsForItsConnections(String setting) throws Exception {
        var address = PostgresServer.get().freshDatabase();
        var database = address.url().replaceFirst(".*/([^?]*).*", "$1");
        try (var connection = address.connect();
                var statement = connection.createStatement()) {
            statement.execute("ALTER DATABASE " + database + " SET synchronous_commit = " + setting);
        }

        try (var connection = address.connect()) {
            assertThat(PostgresDurability.of(connection).byName()).containsEntry("synchronous_commit", setting);
        }
    }
}
