package org.cobnut.mint.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

import org.cobnut.mint.start.StartRefusedException;

/// The file of a SQLite database. Only its owner may read it, and only one process serves it.
///
/// @param path of the database
record SqliteFile(Path path) {

    private static final String PREFIX = "jdbc:sqlite:";

    /// The file that a JDBC URL names.
    ///
    /// @throws StartRefusedException for a database in memory: a mint that forgets owes its users their money
    static SqliteFile of(DatabaseAddress address) {
        var name = address.url()
                .substring(PREFIX.length())
                .replaceFirst("\\?.*", "")
                .replaceFirst("^file:", "");
        if (name.isEmpty() || name.contains(":memory:")) {
            throw new StartRefusedException(
                    "A SQLite database must be a file, and " + address + " is none.",
                    "Set spring.datasource.url to jdbc:sqlite:/path/of/the/file.");
        }
        return new SqliteFile(Path.of(name).toAbsolutePath());
    }

    static boolean isMeantBy(String url) {
        return url.startsWith(PREFIX);
    }

    static String url(Path path) {
        return PREFIX + path;
    }

    /// Creates the files if they are missing, and locks the lock file until the channel is closed or the process ends.
    ///
    /// @throws StartRefusedException if another process has locked it, or the files cannot be written
    FileChannel lock() {
        try {
            create(path);
            var real = path.toRealPath(); // through links: two names of one file have one lock
            var lockFile = real.resolveSibling(real.getFileName() + ".lock");
            create(lockFile);
            var channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
            if (!isOurs(channel)) {
                channel.close();
                throw new StartRefusedException(
                        "The database is in use: another mint serves " + path
                                + ", and one SQLite file has one process.",
                        "Stop the other one, or give this one a cobnut.data-dir and ports of its own.");
            }
            return channel;
        } catch (IOException error) {
            throw new StartRefusedException(
                    "The database file " + path + " cannot be written (" + error + ").",
                    "Let the user that runs the mint write there, or set cobnut.data-dir to a folder that it owns.");
        }
    }

    private static boolean isOurs(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException _) {
            return false; // this process itself has locked it
        }
    }

    /// Gives a new connection the settings on which the mint relies: a commit is on disk when it returns, and no
    /// request pays for a checkpoint.
    static Connection prepare(Connection connection, StoreSettings settings) throws SQLException {
        var pragmas = List.of(
                "journal_mode=WAL",
                "synchronous=FULL",
                "foreign_keys=ON",
                "wal_autocheckpoint=0",
                "busy_timeout=" + settings.connectionWait().toMillis());
        try (var statement = connection.createStatement()) {
            for (var pragma : pragmas) {
                statement.execute("PRAGMA " + pragma);
            }
            return connection;
        } catch (SQLException error) {
            Connections.closeQuietly(connection);
            throw error;
        }
    }

    private static void create(Path file) throws IOException {
        var folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            OwnerOnly.createFolder(folder);
        }
        if (!Files.exists(file)) {
            OwnerOnly.createFile(file);
        }
    }
}
