package org.cobnut.mint.store;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PostgresTimeoutsTests {

    @Test
    void acceptsTimeoutsThatEndEachBeforeTheNext() {
        assertThat(timeouts(1, 5, 10, 20).advice()).isEmpty();
    }

    @Test
    void namesTheOneThatIsOff() {
        assertThat(timeouts(1, 0, 10, 20).advice())
                .hasValueSatisfying(
                        advice -> assertThat(advice).startsWith("idle_in_transaction_session_timeout is off"));
    }

    @Test
    void namesTheOneThatEndsTooSoonOrTooLate() {
        assertThat(timeouts(1, 5, 3, 20).advice())
                .hasValueSatisfying(advice -> assertThat(advice).startsWith("lock_timeout is too short"));
        assertThat(timeouts(1, 5, 10, 60).advice())
                .hasValueSatisfying(advice -> assertThat(advice).startsWith("statement_timeout is longer"));
    }

    @Test
    void readsThemFromTheServer() throws Exception {
        var address = PostgresServer.get().freshDatabase();
        var database = address.url().replaceFirst(".*/([^?]*).*", "$1");
        try (var connection = address.connect();
                var statement = connection.createStatement()) {
            statement.execute("ALTER DATABASE " + database + " SET idle_in_transaction_session_timeout = '5s'");
            statement.execute("ALTER DATABASE " + database + " SET lock_timeout = '10s'");
            statement.execute("ALTER DATABASE " + database + " SET statement_timeout = '20s'");
        }

        try (var connection = address.connect()) {
            assertThat(PostgresTimeouts.of(connection).advice()).isEmpty();
        }
    }

    private static PostgresTimeouts timeouts(int deadlock, int idle, int lock, int statement) {
        return new PostgresTimeouts(Map.of(
                "deadlock_timeout", Duration.ofSeconds(deadlock),
                "idle_in_transaction_session_timeout", Duration.ofSeconds(idle),
                "lock_timeout", Duration.ofSeconds(lock),
                "statement_timeout", Duration.ofSeconds(statement)));
    }
}
