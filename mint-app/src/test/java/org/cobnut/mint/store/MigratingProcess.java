package org.cobnut.mint.store;

import java.io.IOException;
import java.nio.file.Path;

/// A process that migrates a database, for tests that kill it.
final class MigratingProcess {

    private MigratingProcess() {}

    static void main(String[] arguments) {
        Migration.run(DataSettings.Migrate.AUTO, address(arguments));
    }

    /// Starts one.
    static Process start(DatabaseAddress database) throws IOException {
        var launcher = Path.of(System.getProperty("java.home"), "bin", "java");
        return new ProcessBuilder(
                        launcher.toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        MigratingProcess.class.getName(),
                        database.url(),
                        String.valueOf(database.username()))
                .inheritIO()
                .start();
    }

    private static DatabaseAddress address(String[] arguments) {
        return new DatabaseAddress(arguments[0], arguments[1].equals("null") ? null : arguments[1], null);
    }
}
