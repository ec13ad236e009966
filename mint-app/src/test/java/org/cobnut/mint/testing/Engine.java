package org.cobnut.mint.testing;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;

import org.cobnut.mint.store.TestDatabase;

/// The databases that the mint runs on in tests.
public enum Engine {
    SQLITE {
        @Override
        Map<String, String> settings(Path directory) {
            return Map.of("spring.datasource.url", "jdbc:sqlite:" + directory.resolve("mint.sqlite"));
        }
    },
    POSTGRESQL {
        @Override
        Map<String, String> settings(Path directory) {
            try (var database = TestDatabase.postgres()) {
                return database.properties();
            } catch (SQLException error) {
                throw new IllegalStateException(error);
            }
        }
    };

    /// What makes a mint use a new, empty database of this kind.
    abstract Map<String, String> settings(Path directory);
}
