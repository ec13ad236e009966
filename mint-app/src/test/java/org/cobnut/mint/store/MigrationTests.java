package org.cobnut.mint.store;

import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MigrationTests {

    @Test
    void isDoneOnceWhenReplicasStartTogether() throws Exception {
        var empty = PostgresServer.get().emptyDatabase();
        var starts = new ArrayList<Future<?>>();

        try (var replicas = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 4; i++) {
                starts.add(replicas.submit(() -> Migration.run(DataSettings.Migrate.AUTO, empty)));
            }
        }

        for (var start : starts) {
            start.get();
        }
        Migration.run(DataSettings.Migrate.VERIFY, empty);
        assertThat(count(empty, "SELECT count(*) FROM keyset_epoch")).isEqualTo(1);
    }

    @Test
    void isNotBlockedByAMigrationThatWasKilled() throws Exception {
        var database = PostgresServer.get().freshDatabase();
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute("UPDATE databasechangeloglock SET locked = TRUE, lockedby = 'dead', lockgranted = now()");
        }

        Migration.run(DataSettings.Migrate.AUTO, database);

        assertThat(count(database, "SELECT count(*) FROM databasechangeloglock WHERE locked"))
                .isZero();
    }

    private static long count(DatabaseAddress database, String sql) throws Exception {
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }
}
